import CTorch

/// Listens at the one door: sees every operator call of this thread while it is current.
///
/// Recorders nest: an inner one sees a call first, then the one around it does. What a recorder
/// computes while it looks at a call is seen by nobody.
open class Recorder {
    private var outer: Recorder?

    public init() {}

    /// Called after an operator ran, with what it took and gave.
    open func didCall(_ operation: Operator, arguments: [Value], results: [Value]) {}

    /// Called before a module computes its output.
    open func willRun(_ module: any Module) {}

    /// Called after a module computed its output, or failed to.
    open func didRun(_ module: any Module) {}

    /// Runs `body` with this recorder listening on this thread.
    ///
    /// A recorder listens in one place at a time: not within its own `body`.
    public final func listen<Result, Failure: Error>(
        while body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let former = ct_recorder_slot()
        outer = Self.current
        ct_recorder_slot_set(Unmanaged.passUnretained(self).toOpaque())
        defer {
            ct_recorder_slot_set(former)
            outer = nil
        }
        return try body()
    }

    /// Tells this recorder and those around it of a call.
    final func record(_ operation: Operator, arguments: [Value], results: [Value]) {
        tellAll { $0.didCall(operation, arguments: arguments, results: results) }
    }

    /// Tells this recorder and those around it that a module begins.
    final func enter(_ module: any Module) { tellAll { $0.willRun(module) } }

    /// Tells this recorder and those around it that a module is done.
    final func leave(_ module: any Module) { tellAll { $0.didRun(module) } }

    private func tellAll(_ tell: (Recorder) -> Void) {
        let former = ct_recorder_slot()
        ct_recorder_slot_set(nil)
        defer { ct_recorder_slot_set(former) }
        var next: Recorder? = self
        while let recorder = next {
            tell(recorder)
            next = recorder.outer
        }
    }

    /// The recorder of this thread, if one listens.
    @inline(__always)
    static var current: Recorder? {
        ct_recorder_slot().map { Unmanaged<Recorder>.fromOpaque($0).takeUnretainedValue() }
    }
}

/// Whether a recorder listens on this thread.
///
/// What a forward pass then decides from elements would be decided for every later batch too.
public var operatorsAreRecorded: Bool { Recorder.current != nil }
