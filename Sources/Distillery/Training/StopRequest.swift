import Synchronization

/// A wish, from any thread or signal, that a run stops at the next step and keeps its state.
public final class StopRequest: Sendable {
    private let flag = Atomic<Bool>(false)

    public init() {}

    public func stop() { flag.store(true, ordering: .relaxed) }

    public var isStopping: Bool { flag.load(ordering: .relaxed) }
}
