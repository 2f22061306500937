/// Chooses what is held out by a hash of a key, so that the choice of one never moves another.
///
/// All examples of one key fall on the same side, in every run; lines that are added later
/// leave those before them where they were. The share is met in the mean, not exactly.
public struct GroupSplit: Sendable, Equatable {
    /// The share held out, 0…1.
    public var share: Double
    public var seed: UInt64

    public init(share: Double, seed: UInt64 = 0) {
        self.share = share
        self.seed = seed
    }

    /// The split that a key falls into.
    public func split(of key: String) -> DatasetSplit {
        var random = RandomStream(stableHash(of: "group-split"), seed, stableHash(of: key))
        return random.happens(withProbability: share) ? .val : .train
    }
}
