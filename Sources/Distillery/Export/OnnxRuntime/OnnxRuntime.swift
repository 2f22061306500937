import COnnxRuntime
import Foundation

/// ONNX Runtime, the program that phones, servers and browsers run ONNX files with.
///
/// It is no part of Distillery and never linked: a library of the system or of some Python's packages that is
/// looked for and opened when a program runs.
///
/// ```swift
/// let session = try OnnxRuntimeSession(model: file, threads: 1, runtime: OnnxRuntime())
/// let logits = try session.run(["input": pictures])[0]
/// ```
public final class OnnxRuntime {
    let handle: OpaquePointer

    /// The library's version, as `1.23.0`.
    public var version: String { String(cString: or_library_version(handle)) }

    /// The file that the library was loaded from.
    public var path: String { String(cString: or_library_path(handle)) }

    /// Whether this machine has a library that can be used.
    public static let isHere = (try? OnnxRuntime()) != nil

    /// The library that the environment names in `DISTILLERY_ONNXRUNTIME`, or the first that is found.
    ///
    /// - Throws: `OnnxRuntimeError.missing`, or `.library` where what was found cannot be used.
    public convenience init(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(OnnxRuntimeError) {
        try self.init(OnnxRuntimeSearch(environment: environment))
    }

    convenience init(_ search: OnnxRuntimeSearch) throws(OnnxRuntimeError) {
        if let named = search.named {
            try self.init(library: named)
            return
        }
        for name in search.names {
            guard let handle = try? Self.opened(name) else { continue }
            self.init(owning: handle)
            return
        }
        var unusable: OnnxRuntimeError?
        for file in search.files {
            do {
                self.init(owning: try Self.opened(file))
                return
            } catch {
                unusable = unusable ?? error
            }
        }
        throw unusable ?? .missing(looked: search.names + search.folders)
    }

    /// The library in a file.
    public convenience init(library path: String) throws(OnnxRuntimeError) {
        self.init(owning: try Self.opened(path))
    }

    private init(owning handle: OpaquePointer) { self.handle = handle }

    deinit { or_library_close(handle) }

    private static func opened(_ path: String) throws(OnnxRuntimeError) -> OpaquePointer {
        var handle: OpaquePointer?
        let reason = message(of: or_library_open(path, &handle))
        guard let handle else { throw .library(path: path, reason: reason ?? "it gives nothing") }
        return handle
    }
}

/// The text of a failure, which is given back; nil for none.
func message(of failure: UnsafeMutablePointer<CChar>?) -> String? {
    guard let failure else { return nil }
    defer { or_message_free(failure) }
    return String(cString: failure)
}
