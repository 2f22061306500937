/// How a method stands against the student trained alone, as far as its figures allow to say.
public enum Standing: String, Codable, Sendable, CaseIterable {
    /// The whole confidence interval of the gain is above nothing.
    case better
    /// The mean gain is above nothing, and so small that chance may have made it.
    case betterWithinChance = "better-within-chance"
    /// There is no difference at all.
    case same
    /// The mean gain is below nothing, and so small that chance may have made it.
    case worseWithinChance = "worse-within-chance"
    /// The whole confidence interval of the gain is below nothing.
    case worse
    /// A single seed: no interval, whatever the difference is.
    case betterOnOneSeed = "better-on-one-seed"
    case worseOnOneSeed = "worse-on-one-seed"
    /// No run of it was finished.
    case failed

    /// - Parameters:
    ///   - gain: the mean difference from training alone.
    ///   - interval: where the true difference lies with 95 % confidence; nil for one seed.
    public init(gain: Double, interval: ConfidenceInterval?) {
        guard let interval else {
            self = gain == 0 ? .same : gain > 0 ? .betterOnOneSeed : .worseOnOneSeed
            return
        }
        if interval.lower > 0 {
            self = .better
        } else if interval.upper < 0 {
            self = .worse
        } else if gain == 0 {
            self = .same
        } else {
            self = gain > 0 ? .betterWithinChance : .worseWithinChance
        }
    }

    /// True for what beats, or loses to, training alone beyond chance.
    public var isBeyondChance: Bool { self == .better || self == .worse }

    /// True where the student does worse than alone, by chance or not.
    public var isBelowControl: Bool {
        self == .worse || self == .worseWithinChance || self == .worseOnOneSeed
    }
}
