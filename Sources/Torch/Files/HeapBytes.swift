import Foundation

/// Bytes in memory that are written once, while they are made, and then shared.
final class HeapBytes: Sendable {
    // Sound to share: nobody writes after the initialiser, and the last reference frees them.
    private nonisolated(unsafe) let bytes: UnsafeRawBufferPointer

    var count: Int { bytes.count }

    init(_ content: some Collection<UInt8>) {
        guard let memory = malloc(max(content.count, 1)) else {
            preconditionFailure("no memory for a copy of \(content.count) bytes")
        }
        let made = UnsafeMutableRawBufferPointer(start: memory, count: content.count)
        made.copyBytes(from: content)
        bytes = UnsafeRawBufferPointer(made)
    }

    /// Makes `count` bytes, zero until `fill` writes them; nil when the memory is not to be had.
    ///
    /// Sizes that a file states come through here: the system hands out pages only when they are
    /// written, and a refusal is a value instead of the end of the process.
    init?<Failure: Error>(
        count: Int, fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        guard count >= 0, let memory = calloc(max(count, 1), 1) else { return nil }
        let made = UnsafeMutableRawBufferPointer(start: memory, count: count)
        bytes = UnsafeRawBufferPointer(made)
        try fill(made)
    }

    deinit { free(UnsafeMutableRawPointer(mutating: bytes.baseAddress)) }

    func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { withExtendedLifetime(self) {} }
        return try body(bytes)
    }
}
