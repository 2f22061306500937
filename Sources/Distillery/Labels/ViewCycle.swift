/// The views of a store, over and over: epoch `e` sees view `e` modulo their number.
///
/// The order of an epoch remains that of the run's own seed.
public struct ViewCycle: Codable, Sendable, Equatable {
    /// The seed of the views: see `ViewKey`.
    public var seed: UInt64
    public var count: Int

    /// - Precondition: at least one view.
    public init(seed: UInt64, count: Int) {
        precondition(count > 0, "a cycle has at least one view")
        self.seed = seed
        self.count = count
    }

    public func view(inEpoch epoch: Int) -> Int { epoch % count }
}
