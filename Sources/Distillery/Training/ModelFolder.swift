import Foundation
import Torch

/// A model alone: `model.safetensors`, and `config.json` with all that is needed to use it.
public struct ModelFolder: Sendable, Equatable {
    public let url: URL

    public init(_ url: URL) { self.url = url }

    public var weights: URL { foreignFile ?? url.appending(path: "model.safetensors") }
    public var configuration: URL { url.appending(path: "config.json") }

    public var exists: Bool {
        FileManager.default.fileExists(atPath: configuration.path) || foreignFile != nil
    }

    /// Whether it is a Hugging Face folder, as text networks are kept in.
    var holdsText: Bool {
        guard let data = FileManager.default.contents(atPath: configuration.path) else {
            return false
        }
        return (try? JSONDecoder().decode(TextFolderMark.self, from: data)) != nil
    }

    /// What `config.json` holds.
    public struct Description: Codable, Sendable, Equatable {
        /// The network's shape; enough to build it.
        public var model: ModelConfiguration
        /// The names of the classes, by index.
        public var classNames: [String]
        /// How pictures, scaled to 0…1, are normalised before they go in.
        public var normalization: Normalization
        /// The further heads, see `ModelFolder.heads()`; nil for most models.
        public var heads: [Head]?

        public init(
            model: ModelConfiguration, classNames: [String], normalization: Normalization
        ) {
            self.model = model
            self.classNames = classNames
            self.normalization = normalization
        }
    }

    /// Writes weights and description; each file is whole or not there, the description the last.
    ///
    /// - Parameter heads: the further heads of the model, which the description then lists.
    public func write(
        _ model: any Module, _ description: Description, heads: [ModelHead] = []
    ) throws {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        try model.save(to: weights)
        var description = description
        if !heads.isEmpty {
            try write(heads: heads)
            description.heads = heads.map(\.description)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try DurableFile.write(try encoder.encode(description) + Data("\n".utf8), to: configuration)
    }

    /// Reads the description.
    public func describe() throws -> Description {
        if let foreignFile {
            throw RunError.notAModel(
                path: url.path,
                missing:
                    "what \(foreignFile.lastPathComponent) holds can teach and be measured; how its "
                    + "inputs are scaled, and what its classes are called, stands nowhere")
        }
        guard let data = FileManager.default.contents(atPath: configuration.path) else {
            throw RunError.notAModel(path: url.path, missing: "it has no config.json")
        }
        do {
            return try JSONDecoder().decode(Description.self, from: data)
        } catch {
            throw RunError.notAModel(
                path: url.path, missing: "its config.json cannot be read (\(error))")
        }
    }

    /// Builds the network and loads its weights, in evaluation mode.
    public func load(
        catalog: ModelCatalog = .builtIn
    ) throws -> (model: any ImageClassifier, description: Description) {
        let description = try describe()
        let model = try catalog.makeModel(description.model)
        try model.load(weightsAt: weights)
        model.setTraining(false)
        return (model, description)
    }
}

/// What `config.json` of a Hugging Face folder has and no other.
private struct TextFolderMark: Decodable {
    var type: String

    enum CodingKeys: String, CodingKey { case type = "model_type" }
}

extension Module {
    /// Writes all parameters and buffers as safetensors, aside and renamed.
    public func save(to url: URL) throws {
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        let tensors = try state().map { ($0.path, try StoredTensor($0.tensor)) }
        try SafetensorsWriter.write(tensors, metadata: ["format": "pt"], to: url)
    }
}
