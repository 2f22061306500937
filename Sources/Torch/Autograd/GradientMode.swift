import CTorch

/// Runs `body` without recording gradients on this thread.
///
/// The mode is thread-local, so the closure is synchronous: an `await` inside could resume elsewhere.
public func withoutGradients<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
) throws(Failure) -> Result {
    let former = ct_grad_mode_set(false)
    defer { _ = ct_grad_mode_set(former) }
    return try body()
}

/// Runs `body` with gradients recorded on this thread, whatever the mode around it.
func withGradients<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
) throws(Failure) -> Result {
    let former = ct_grad_mode_set(true)
    defer { _ = ct_grad_mode_set(former) }
    return try body()
}

/// Whether operators on this thread record gradients.
public var gradientsAreRecorded: Bool { ct_grad_mode() }
