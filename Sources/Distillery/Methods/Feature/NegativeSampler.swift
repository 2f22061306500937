import Torch

/// Draws, for every example of a batch, others of the data set for it to be unlike.
///
/// With labels they are of other classes, each at most once, or with repetition where there are fewer
/// than wanted. Without labels they are any examples, with repetition. Both as the published code of
/// contrastive distillation has it. What is drawn follows from the engine's generator alone.
struct NegativeSampler {
    /// Negatives for each example.
    let count: Int
    /// Examples of the data set.
    let examples: Int
    /// The places of the data set in the order of their classes, and where each class stands in it.
    private let ordered: [Int64]
    private let classes: [Int: Range<Int>]
    /// The class of each place; empty where any example will do.
    private let labels: [Int]

    /// Of any examples.
    init(_ count: Int, of examples: Int) {
        self.count = count
        self.examples = examples
        (ordered, classes, labels) = ([], [:], [])
    }

    /// Of other classes; `labels` has at least two.
    init(_ count: Int, ofOtherClassesThan labels: [Int]) {
        self.count = count
        examples = labels.count
        let order = labels.indices.sorted { (labels[$0], $0) < (labels[$1], $1) }
        var classes: [Int: Range<Int>] = [:]
        for (position, place) in order.enumerated() {
            let start = classes[labels[place]]?.lowerBound ?? position
            classes[labels[place]] = start..<position + 1
        }
        ordered = order.map(Int64.init)
        self.classes = classes
        self.labels = labels
    }

    /// Places of negatives, `int64` `[places, count]`, on the CPU.
    func callAsFunction(for places: [Int]) throws(TorchError) -> Tensor {
        let seed = try Tensor.randomIntegers(below: Int.max, [1]).elements(as: Int64.self)
        return try draw(for: places, RandomStream(UInt64(seed[0])))
    }

    /// The same from a stream.
    func draw(for places: [Int], _ stream: RandomStream) throws(TorchError) -> Tensor {
        var stream = stream
        var drawn: [Int64] = []
        drawn.reserveCapacity(places.count * count)
        var taken = [Bool](repeating: false, count: labels.count)
        for place in places {
            guard !labels.isEmpty else {
                for _ in 0..<count { drawn.append(Int64(stream.integer(below: examples))) }
                continue
            }
            let own = classes[labels[place]] ?? 0..<0
            let others = examples - own.count
            func append(_ position: Int) {
                drawn.append(ordered[position < own.lowerBound ? position : position + own.count])
            }
            if count > others {
                for _ in 0..<count { append(stream.integer(below: others)) }
            } else {
                stream.subset(of: others, count: count, taken: &taken, append)
            }
        }
        return try Tensor(drawn, shape: [places.count, count])
    }
}

extension RandomStream {
    /// So many different numbers of `0 ..< bound`, every set of them as likely (Floyd's algorithm).
    ///
    /// - Parameter taken: `bound` flags at least, all false; so they are afterwards.
    fileprivate mutating func subset(
        of bound: Int, count: Int, taken: inout [Bool], _ use: (Int) -> Void
    ) {
        var members: [Int] = []
        members.reserveCapacity(count)
        for last in bound - count..<bound {
            let drawn = integer(below: last + 1)
            let member = taken[drawn] ? last : drawn
            taken[member] = true
            members.append(member)
        }
        for member in members {
            taken[member] = false
            use(member)
        }
    }
}
