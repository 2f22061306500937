import Torch

/// Soft answers, labels and the direction of the last states:
/// `soft-weight · T² KL(p_t ‖ p_s) + label-weight · cross-entropy + weight · mean(1 − cos(W h_s, h_t))`.
///
/// Where words are hidden (`task: mlm`), as in the paper, the cross-entropy is that of the hidden words
/// and the soft answers are the guesses of words; for classes they are those of the texts. `h` is `[N,
/// length, width]` after the last layer, the mean is one over the tokens that are no padding, and `W` is
/// a linear layer where widths differ.
public struct DistilBERT: Method {
    public static let kind = "distilbert"
    public static let summary = "soft answers, labels and the direction of the last states"
    public static let paper = Paper(
        "Sanh et al.",
        "DistilBERT, a distilled version of BERT: smaller, faster, cheaper and lighter",
        2019)
    public static let options: [MethodOption<Self>] = [
        .weight(\.weight), .weight(\.softWeight, key: "soft-weight"),
        .temperature(\.temperature), MethodOption(choice: "soft-places", \.softPlaces),
        .labelWeight(\.labelWeight),
    ]

    /// Which tokens' guesses are compared where words are hidden.
    public enum SoftPlaces: String, Sendable, CaseIterable {
        /// Those of the hidden words.
        case hidden
        /// Those of all tokens that are no padding.
        case all
    }

    /// Of the states' direction.
    public var weight: ScheduledNumber = 1
    public var softWeight: ScheduledNumber = 5
    public var temperature: Temperature = 2
    public var softPlaces = SoftPlaces.hidden
    /// Of the hidden words, or of the classes.
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
        try Self.requirePlaces(method, in: setting)
        states = try StateMatch(
            setting.statePairs(.last, for: DistilBERT.kind), for: DistilBERT.kind)
    }

    var taps: Taps { states.taps }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let mask = try TokenMask(step, for: DistilBERT.kind)
        let direction = try states.states(step).map { pair in
            try mask.mean(of: 1 - pair.student.cosineSimilarity(to: pair.teacher))
        }.total()
        return [
            LossTerm("soft", try soft(step, mask), weight: method.softWeight.value(at: step)),
            LossTerm("direction", direction, weight: method.weight.value(at: step)),
            try .labels(step, weight: method.labelWeight),
        ]
    }

    /// Refuses to compare the guesses of all tokens where there are none, or by a temperature that
    /// padding would change.
    private static func requirePlaces(_ method: DistilBERT, in setting: MethodSetting) throws {
        guard method.softPlaces == .all else { return }
        let network = setting.student.network as? any TextNetwork
        if let task = network?.configuration.task, task != .maskedWords { throw noPlaces }
        if case .scheduled = method.temperature { return }
        throw MethodError.unsuitable(
            method: DistilBERT.kind,
            reason:
                "'soft-places: all' takes one temperature for all tokens: a number or a schedule")
    }

    private static var noPlaces: MethodError {
        .unsuitable(
            method: DistilBERT.kind,
            reason:
                "'soft-places: all' compares the guesses of every token, and networks for classes "
                + "guess none; leave it out, or take 'data.task: mlm'")
    }

    private func soft(_ step: DistillationStep, _ mask: TokenMask) throws -> Tensor {
        guard method.softPlaces == .all, case .scheduled(let number) = method.temperature else {
            return try SoftTargetLoss(temperature: method.temperature)(step)
        }
        guard let places = step.everyPlace, let taught = places.teacher else {
            throw Self.noPlaces
        }
        let temperature = number.value(at: step)
        let divergence = try (taught / temperature).divergence(of: places.student / temperature)
        return try mask.mean(of: divergence) * (temperature * temperature)
    }
}
