import Torch

/// Soft answers, labels and the direction of the last states:
/// `soft-weight · T² KL(p_t ‖ p_s) + label-weight · cross-entropy + weight · mean(1 − cos(W h_s, h_t))`.
///
/// `h` is `[N, length, width]` after the last layer, the mean is one over the tokens that are no padding,
/// and `W` is a linear layer where widths differ.
public struct DistilBERT: Method {
    public static let kind = "distilbert"
    public static let summary = "soft answers, labels and the direction of the last states"
    public static let paper = Paper(
        "Sanh et al.",
        "DistilBERT, a distilled version of BERT: smaller, faster, cheaper and lighter",
        2019)
    public static let options: [MethodOption<Self>] = [
        .weight(\.weight), .weight(\.softWeight, key: "soft-weight"),
        .temperature(\.temperature), .labelWeight(\.labelWeight),
    ]

    /// Of the states' direction.
    public var weight: ScheduledNumber = 1
    public var softWeight: ScheduledNumber = 5
    public var temperature: Temperature = 2
    public var labelWeight: ScheduledNumber = 2

    public init() {}

    public var needs: MethodNeeds { [.teacher, .labels, .taps, .tokens] }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        try DistilBERTObjective(self, for: setting)
    }
}

final class DistilBERTObjective: Objective {
    let method: DistilBERT
    let states: StateMatch

    var pathNames: [String: String] { ["states": ""] }

    init(_ method: DistilBERT, for setting: MethodSetting) throws {
        self.method = method
        states = try StateMatch(
            setting.statePairs(.last, for: DistilBERT.kind), for: DistilBERT.kind)
    }

    var taps: Taps { states.taps }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let mask = try TokenMask(step, for: DistilBERT.kind)
        let direction = try states.states(step).map { pair in
            try mask.mean(of: 1 - pair.student.cosineSimilarity(to: pair.teacher))
        }.total()
        let soft = try SoftTargetLoss(temperature: method.temperature)(step)
        return [
            LossTerm("soft", soft, weight: method.softWeight.value(at: step)),
            LossTerm("direction", direction, weight: method.weight.value(at: step)),
            try .labels(step, weight: method.labelWeight),
        ]
    }
}
