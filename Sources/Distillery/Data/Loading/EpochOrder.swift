/// The order in which an epoch visits a dataset: a function of seed and epoch alone.
public struct EpochOrder: Sendable {
    /// Positions in the dataset, in the order of the visit.
    public let indices: [Int]
    public let batchSize: Int
    /// Whether examples that do not fill a last batch are left out.
    public let dropLast: Bool

    /// A new permutation for every (seed, epoch).
    public init(
        shuffling count: Int, seed: UInt64, epoch: Int, batchSize: Int, dropLast: Bool = false
    ) {
        var indices = Array(0..<count)
        var random = RandomStream(seed, UInt64(bitPattern: Int64(epoch)), Self.streamName)
        // Fisher and Yates, from the end.
        for last in stride(from: count - 1, to: 0, by: -1) {
            indices.swapAt(last, random.integer(below: last + 1))
        }
        self.init(indices: indices, batchSize: batchSize, dropLast: dropLast)
    }

    /// The dataset's own order, as for an evaluation.
    public init(plain count: Int, batchSize: Int, dropLast: Bool = false) {
        self.init(indices: Array(0..<count), batchSize: batchSize, dropLast: dropLast)
    }

    /// An order of the caller's own.
    public init(indices: [Int], batchSize: Int, dropLast: Bool = false) {
        precondition(batchSize > 0, "a batch has at least one example")
        self.indices = indices
        self.batchSize = batchSize
        self.dropLast = dropLast
    }

    /// The same examples, with those of similar size in one batch.
    ///
    /// Texts of one batch are padded to the longest of them, so that mixed lengths cost much for nothing.
    ///
    /// - Parameters:
    ///   - sizes: of every example of the dataset.
    ///   - window: the examples of so many batches are sorted together; the more, the more alike a
    ///     batch's sizes are, and the less by chance its examples. Nil sorts all of them.
    ///   - random: deals the batches out, so that no epoch goes from large to small; nil leaves the
    ///     largest first.
    public func grouped(
        by sizes: [Int], window: Int? = nil, dealing random: RandomStream? = nil
    ) -> EpochOrder {
        // Who is left out must not depend on the size.
        let taken = dropLast ? Array(indices.prefix(batchCount * batchSize)) : indices
        let whole = window.map { $0 * batchSize } ?? max(1, taken.count)
        var batches: [ArraySlice<Int>] = []
        for start in stride(from: 0, to: taken.count, by: whole) {
            let end = min(start + whole, taken.count)
            let sorted = (start..<end).sorted {
                (-sizes[taken[$0]], $0) < (-sizes[taken[$1]], $1)
            }.map { taken[$0] }
            for first in stride(from: 0, to: sorted.count, by: batchSize) {
                batches.append(sorted[first..<min(first + batchSize, sorted.count)])
            }
        }
        if var random {
            // A last batch that is not full stays the last.
            let full = batches.count { $0.count == batchSize }
            for last in stride(from: full - 1, to: 0, by: -1) {
                batches.swapAt(last, random.integer(below: last + 1))
            }
        }
        return EpochOrder(
            indices: batches.flatMap { $0 }, batchSize: batchSize, dropLast: dropLast)
    }

    /// The number of batches in the epoch.
    public var batchCount: Int {
        dropLast ? indices.count / batchSize : (indices.count + batchSize - 1) / batchSize
    }

    /// The positions that make up one batch.
    public func batch(_ number: Int) -> ArraySlice<Int> {
        precondition((0..<batchCount).contains(number), "the epoch has that batch")
        let start = number * batchSize
        return indices[start..<min(start + batchSize, indices.count)]
    }

    /// Keeps the order's random numbers apart from those of the views: "order" in ASCII.
    private static let streamName: UInt64 = 0x6F72_6465_72
}
