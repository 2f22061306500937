import Torch

/// How the learning rate moves over a training: `schedule:` in a recipe.
public struct SchedulePlan: Codable, Sendable, Equatable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
        case constant, step, cosine
        case multiStep = "multi-step"
        case oneCycle = "one-cycle"
    }

    public var kind: Kind
    /// Epochs of linear growth from near zero before the schedule begins; may be a fraction.
    public var warmUpEpochs: Double
    /// Step: the epochs between falls; multi-step: the epochs after which the rate falls.
    public var milestones: [Double]
    /// Step and multi-step: what a fall multiplies the rate by.
    public var gamma: Double
    /// Cosine: the share of the rate that is left at the end.
    public var minimum: Double
    /// One-cycle: the share of all steps in which the rate rises.
    public var rise: Double

    public init(
        kind: Kind = .cosine, warmUpEpochs: Double = 0, milestones: [Double] = [],
        gamma: Double = 0.1, minimum: Double = 0, rise: Double = 0.3
    ) {
        self.kind = kind
        self.warmUpEpochs = warmUpEpochs
        self.milestones = milestones
        self.gamma = gamma
        self.minimum = minimum
        self.rise = rise
    }

    /// The schedule itself.
    func make() -> any LearningRateSchedule {
        let spans = milestones.map(TrainingSpan.epochs)
        let schedule: any LearningRateSchedule =
            switch kind {
            case .constant: ConstantSchedule()
            case .step: StepSchedule(every: spans.first ?? .share(1), decay: gamma)
            case .multiStep: MultiStepSchedule(milestones: spans, decay: gamma)
            case .cosine: CosineSchedule(minimum: minimum)
            case .oneCycle: OneCycleSchedule(risingShare: rise)
            }
        return warmUpEpochs > 0 ? WarmUp(.epochs(warmUpEpochs), then: schedule) : schedule
    }
}

extension SchedulePlan {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case kind
        case warmUpEpochs = "warm-up-epochs"
        case milestones, gamma, minimum, rise
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        kind = try values.decodeName(.kind, default: .cosine)
        warmUpEpochs = try values.decode(
            .warmUpEpochs, default: 0.0, expected: "at least 0", where: { $0 >= 0 && $0 < 1e6 })
        milestones = try values.decode(
            .milestones, default: [], expected: "rising epochs above 0",
            where: { $0.allSatisfy { $0 > 0 } && $0 == $0.sorted() })
        gamma = try values.decode(
            .gamma, default: 0.1, expected: "above 0, at most 1", where: { $0 > 0 && $0 <= 1 })
        minimum = try values.decode(
            .minimum, default: 0.0, expected: "between 0 and 1", where: { (0...1).contains($0) })
        rise = try values.decode(
            .rise, default: 0.3, expected: "above 0, below 1", where: { $0 > 0 && $0 < 1 })
        let needsMilestones = kind == .step || kind == .multiStep
        guard !needsMilestones || !milestones.isEmpty else {
            throw RecipeError.missingKey(path: values.path, key: CodingKeys.milestones.rawValue)
        }
    }
}
