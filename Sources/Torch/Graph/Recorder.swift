import CTorch

/// Listens at the one door: sees every operator call of this thread while it is current.
open class Recorder {
    public init() {}

    /// Called after an operator ran, with what it took and gave.
    open func record(_ operation: Operator, arguments: [Value], results: [Value]) {}

    /// Runs `body` with this recorder listening on this thread.
    public final func listen<Result, Failure: Error>(
        while body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let former = ct_recorder_slot()
        ct_recorder_slot_set(Unmanaged.passUnretained(self).toOpaque())
        defer { ct_recorder_slot_set(former) }
        return try body()
    }

    /// The recorder of this thread, if one listens.
    @inline(__always)
    static var current: Recorder? {
        ct_recorder_slot().map { Unmanaged<Recorder>.fromOpaque($0).takeUnretainedValue() }
    }
}
