import CTorch

/// Turns a status of the C boundary into a typed error.
@inline(__always)
func check(_ status: CTStatus, _ operation: @autoclosure () -> String) throws(TorchError) {
    guard status != CT_OK else { return }
    let message = lastEngineMessage()
    throw status == CT_OUT_OF_MEMORY
        ? .outOfMemory(operation: operation(), message: message)
        : .engine(operation: operation(), message: message)
}

/// Runs one call of the C boundary and throws what it reports.
@inline(__always)
func checked(
    _ operation: @autoclosure () -> String, _ call: () -> CTStatus
) throws(TorchError) {
    try check(call(), operation())
}

/// libtorch's words about this thread's last failure, without trailing blank lines.
func lastEngineMessage() -> String {
    var text = Substring(String(cString: ct_last_error()))
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
}
