import Synchronization

/// The pictures of a dataset that could not be read: counted, named, and limited in number.
///
/// Safe to use from many threads. One that is met in several epochs counts once.
public final class SkippedImages: Sendable {
    private struct State {
        var reasons: [Int: String] = [:]
        var order: [Int] = []
    }

    /// The most that are skipped; one more is an error.
    public let limit: Int
    /// The most that are named in an error.
    public static let namedLimit = 10

    private let dataset: String
    private let total: Int
    private let state = Mutex(State())

    /// A log for a dataset.
    ///
    /// Where no limit is given a hundredth of the examples may be skipped, at least 10, and
    /// never more than half of them.
    public init(for dataset: any Dataset, limit: Int? = nil) {
        self.dataset = dataset.name
        self.total = dataset.count
        let tolerated = limit ?? max(10, dataset.count / 100)
        self.limit = max(0, min(tolerated, dataset.count / 2))
    }

    /// The number of different pictures skipped so far.
    public var count: Int { state.withLock { $0.order.count } }

    /// What was skipped and why, by position in the dataset.
    public var entries: [(index: Int, reason: String)] {
        state.withLock { state in
            state.reasons.sorted { $0.key < $1.key }.map { (index: $0.key, reason: $0.value) }
        }
    }

    /// Whether the example at a position is known to be unreadable.
    func contains(_ index: Int) -> Bool {
        state.withLock { $0.reasons[index] != nil }
    }

    /// Notes an unreadable example; throws once there are more than `limit`.
    func record(_ index: Int, reason: String) throws(DatasetError) {
        let excess: (count: Int, first: [String])? = state.withLock { state in
            // What other threads still meet while the loader stops adds nothing to the error.
            if state.order.count <= limit, state.reasons.updateValue(reason, forKey: index) == nil {
                state.order.append(index)
            }
            guard state.order.count > limit else { return nil }
            let first = state.reasons.sorted { $0.key < $1.key }.prefix(Self.namedLimit)
            return (state.order.count, first.map(\.value))
        }
        guard let excess else { return }
        throw .tooManyUnreadable(
            dataset: dataset, count: excess.count, limit: limit, of: total, first: excess.first)
    }
}
