import Foundation

extension ContentHash {
    /// The hash of a weights file; of an ONNX file whose tensors lie in others, of all of them.
    static func ofWeights(_ url: URL) throws -> String {
        let own = try ofFile(url)
        guard ForeignKind(url) == .onnx else { return own }
        let others = try OnnxFile(url).externalPaths.sorted()
        guard !others.isEmpty else { return own }
        let folder = url.deletingLastPathComponent()
        let hashes = try others.map { try ofFile(folder.appending(path: $0)) }
        return of(Array(([own] + hashes).joined().utf8))
    }
}
