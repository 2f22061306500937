import Torch

/// Soft answers beside labels, and the first token's state in the layers before the last:
/// `(1 − alpha) · cross-entropy + alpha · T² KL(p_t ‖ p_s) + beta · mean((ĥ_s − ĥ_t)²)`.
///
/// `ĥ` is the first token's state at length 1, `[N, width]`; the mean is one over examples, width and the
/// pairs of layers. Where widths differ the student's goes through a linear layer first. The last layers
/// are no pair: the answers teach them.
public struct PatientDistillation: Method {
    public static let kind = "pkd"
    public static let summary = "soft answers, and the first token's state in earlier layers"
    public static let paper = Paper(
        "Sun et al.", "Patient Knowledge Distillation for BERT Model Compression", 2019)
    public static let options: [MethodOption<Self>] = [
        .temperature(\.temperature), .share("alpha", \.alpha), .weight(\.beta, key: "beta"),
        MethodOption(choice: "layers", \.layers),
    ]

    /// Which of the teacher's layers teach the student's M − 1 first ones.
    public enum Layers: String, Sendable, CaseIterable {
        /// Every (N / M)th.
        case skip
        /// The last ones before the last.
        case last
    }

    public var temperature: Temperature = 10
    /// The share of the soft answers, 0…1; the labels have the rest.
    public var alpha = 0.5
    /// Of the states.
    public var beta: ScheduledNumber = 100
    public var layers = Layers.skip

    public init() {}

    public var needs: MethodNeeds {
        alpha < 1 ? [.teacher, .labels, .taps, .tokens] : [.teacher, .taps, .tokens]
    }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        try PatientObjective(self, for: setting)
    }
}

final class PatientObjective: Objective {
    let method: PatientDistillation
    let states: StateMatch

    var pathNames: [String: String] { ["states": ""] }

    init(_ method: PatientDistillation, for setting: MethodSetting) throws {
        let kind = PatientDistillation.kind
        self.method = method
        let all = try setting.statePairs(.uniform, for: kind)
        let (own, taught) = (all.count, try setting.requireTeacher(for: kind).stages.count)
        guard own > 1, own <= taught else {
            throw MethodError.unsuitable(
                method: kind,
                reason: "it pairs all layers of the student but the last with as many of the "
                    + "teacher's; the student has \(own) and the teacher \(taught): take a student of 2 "
                    + "or more layers that is no deeper, or 'distilbert'")
        }
        let pairs =
            switch method.layers {
            case .skip: Array(all.dropLast())
            case .last:
                try setting.statePairs(
                    .pairs((0..<own - 1).map { [$0, taught - own + $0] }), for: kind)
            }
        states = try StateMatch(pairs, for: kind)
    }

    var taps: Taps { states.taps }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let distances = try states.states(step, ofFirstToken: true).map { pair in
            try pair.student.withUnitLength(along: 1)
                .squaredError(from: pair.teacher.withUnitLength(along: 1))
        }
        let distance = try distances.total() / Double(distances.count)
        var terms = [LossTerm("patience", distance, weight: method.beta.value(at: step))]
        if method.alpha > 0 {
            let soft = try SoftTargetLoss(temperature: method.temperature)(step)
            terms.append(LossTerm("soft", soft, weight: method.alpha))
        }
        if method.alpha < 1 {
            terms.append(try .labels(step, weight: .constant(1 - method.alpha)))
        }
        return terms
    }
}
