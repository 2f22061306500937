import CTorch
import Foundation

extension ScriptModule {
    /// Writes the program as `torch.jit.save` does: aside, flushed and renamed.
    ///
    /// - Parameter files: text that lies beside the program in the archive, by name, as
    ///   `labels.json`; `torch.jit.load` hands it out through `_extra_files`.
    /// - Throws: `FileError`, also for a full disk, which leaves no half file; `TorchError`.
    public func write(to url: URL, files: [String: String] = [:]) throws {
        let names = files.keys.sorted()
        try DurableFile.write(to: url) { writer in
            let receiver = Receiver(writer)
            try withCStrings(names) { names, count in
                try withCStrings(files.sorted { $0.key < $1.key }.map(\.value)) { contents, _ in
                    try checked("writing a TorchScript program") {
                        ct_script_write(
                            script, names, contents, count,
                            { context, bytes, count in
                                guard let context else { return }
                                Unmanaged<Receiver>.fromOpaque(context).takeUnretainedValue()
                                    .take(UnsafeRawBufferPointer(start: bytes, count: count))
                            }, Unmanaged.passUnretained(receiver).toOpaque())
                    }
                }
            }
            if let failure = receiver.failure { throw failure }
        }
    }
}

/// Hands on what libtorch writes, and keeps the first failure.
private final class Receiver {
    private let writer: DurableFileWriter
    private(set) var failure: FileError?

    init(_ writer: DurableFileWriter) { self.writer = writer }

    func take(_ bytes: UnsafeRawBufferPointer) {
        guard failure == nil else { return }
        do throws(FileError) {
            try writer.write(bytes)
        } catch {
            failure = error
        }
    }
}

/// The strings as an array of pointers that C reads.
private func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?, Int) throws -> Result
) rethrows -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return try copies.map { UnsafePointer($0) }.withUnsafeBufferPointer {
        try body($0.baseAddress, $0.count)
    }
}
