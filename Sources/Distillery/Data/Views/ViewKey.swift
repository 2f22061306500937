/// What a view depends on: the run's seed, the example and the epoch, and nothing else.
public struct ViewKey: Hashable, Sendable, Codable {
    public var seed: UInt64
    /// The 64-bit key of the example's id.
    public var example: UInt64
    public var epoch: Int

    public init(seed: UInt64, id: ExampleID, epoch: Int) {
        self.init(seed: seed, example: id.key, epoch: epoch)
    }

    public init(seed: UInt64, example: UInt64, epoch: Int) {
        self.seed = seed
        self.example = example
        self.epoch = epoch
    }

    /// The random numbers of one transform of the view, apart from those of every other.
    func stream(_ transform: UInt64) -> RandomStream {
        RandomStream(seed, example, UInt64(bitPattern: Int64(epoch)), transform)
    }
}
