import Foundation
import Torch

extension TextFolder {
    /// Writes a network so that `transformers` opens it with `from_pretrained`, and
    /// sentence-transformers too where it makes embeddings.
    ///
    /// Each file is written aside, flushed and renamed; `config.json` comes last, so that a folder
    /// that has one is whole.
    ///
    /// - Parameter inHalfPrecision: whether weights are kept in half precision, as far as it holds them.
    /// - Throws: `FileError` where the folder cannot be written.
    public func write(_ network: any TextNetwork, inHalfPrecision: Bool = false) throws {
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        } catch {
            throw FileError.unwritable(
                path: url.path, operation: "making the folder", reason: error.localizedDescription)
        }
        let configuration = network.configuration
        // A body alone has names without its prefix, as published ones have.
        var prefix = ""
        if case .embedding(let pooling, let isNormalised) = configuration.task {
            prefix = network.body + "."
            try SentencePooling(pooling: pooling, isNormalised: isNormalised)
                .write(to: url, width: configuration.outputWidth)
        }
        let state = try network.state().map { path, tensor in
            (
                path: path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path,
                tensor: try inHalfPrecision ? tensor.inHalfPrecision() : tensor
            )
        }
        try SafetensorsWriter.write(
            state: state, metadata: ["format": "pt"], to: url.appending(path: "model.safetensors"))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try DurableFile.write(
            try encoder.encode(configuration), to: url.appending(path: "config.json"))
    }
}
