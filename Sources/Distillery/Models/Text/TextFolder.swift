import Foundation
import Torch

/// A folder with a text network as Hugging Face's tools write and read it: `config.json` and
/// `model.safetensors` or `pytorch_model.bin`.
public struct TextFolder: Sendable, Hashable {
    public let url: URL

    public init(_ url: URL) { self.url = url }

    /// A network from a folder, in evaluation mode.
    public struct Loaded {
        public var network: any TextNetwork
        public var report: TextWeightsReport
    }

    /// What the folder's network is made from.
    ///
    /// Where a sentence-transformers folder says how states become a sentence's vector, that holds.
    ///
    /// - Throws: `TextError` that names the file and the key.
    public func configuration() throws -> TextConfiguration {
        let file = url.appending(path: "config.json")
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw TextError.missingFile(folder: url.path, lookedFor: ["config.json"])
        }
        var configuration: TextConfiguration = try decoded(file)
        if case .embedding = configuration.task, let pooling = try SentencePooling(folder: url) {
            configuration.task = .embedding(pooling.pooling, isNormalised: pooling.isNormalised)
        }
        return configuration
    }

    /// The folder's network with its weights.
    ///
    /// - Parameter task: what it is for, where that is not what the folder says. A head that the
    ///   folder lacks is drawn anew, from the default generator.
    /// - Throws: `TextError`, `FileError`, `SafetensorsError` or `CheckpointError`.
    public func load(task: TextTask? = nil) throws -> Loaded {
        var configuration = try configuration()
        if let task { configuration.task = task }
        let (file, entries) = try TextWeightsFiles(folder: url).entries()
        try requireRoom(for: configuration, in: entries.map(\.tensor), of: file)
        let network = try TextEncoder(configuration)
        do {
            let report = try network.loadWeights(entries)
            network.setTraining(false)
            return Loaded(network: network, report: report)
        } catch let error as TextError {
            throw TextError.file(path: file.path, error)
        }
    }

    /// Refuses a configuration that is far too large for the weights, before memory is asked for.
    ///
    /// What is less wrong is explained better by the tensors that do not fit.
    private func requireRoom(
        for configuration: TextConfiguration, in tensors: [StoredTensor], of file: URL
    ) throws(TextError) {
        let given = tensors.reduce(0) { $0 + Double($1.elementCount) }
        let needed = configuration.leastParameters
        guard needed <= 8 * given + 1e8 else {
            throw .file(
                path: file.path,
                .invalidValue(
                    key: "the number of weights", found: String(format: "%.0f", given),
                    expected: String(format: "%.0f or more, as config.json says", needed)))
        }
    }

    /// A JSON file's content.
    func decoded<Content: Decodable>(_ file: URL) throws -> Content {
        try decodeJSON(Content.self, at: file)
    }
}

/// The content of a small JSON file.
///
/// - Throws: `TextError` that names the file and, where it is one key's fault, the key.
func decodeJSON<Content: Decodable>(_ type: Content.Type, at file: URL) throws -> Content {
    let data: Data
    do {
        data = try Data(contentsOf: file)
    } catch {
        throw FileError.unreadable(
            path: file.path, operation: "reading", reason: error.localizedDescription)
    }
    do {
        return try JSONDecoder().decode(type, from: data)
    } catch let error as TextError {
        throw TextError.file(path: file.path, error)
    } catch let error as DecodingError {
        throw TextError.file(path: file.path, explained(error))
    }
}

private func explained(_ error: DecodingError) -> TextError {
    switch error {
    case .dataCorrupted(let context), .keyNotFound(_, let context),
        .typeMismatch(_, let context), .valueNotFound(_, let context):
        let key = context.codingPath.map(\.stringValue).joined(separator: ".")
        return .invalidValue(
            key: key.isEmpty ? "the file" : key, found: context.debugDescription,
            expected: "JSON as Hugging Face's tools write it")
    @unknown default:
        return .invalidValue(
            key: "the file", found: "\(error)", expected: "JSON as Hugging Face's tools write it")
    }
}
