import Foundation
import Torch

/// What a network of the catalog costs, computed by recording its forward pass.
public struct ModelCost: Sendable, Equatable, Codable {
    public var name: String
    public var summary: String
    public var parameters: Int
    /// Multiply-adds of one picture, in convolutions, linear layers and attention.
    public var multiplyAdds: Int
}

extension ModelCost {
    /// The cost of a network for an input, batch of one; it is left in evaluation mode.
    init(of model: any Classifier, for input: Tensor, name: String, summary: String) throws {
        model.setTraining(false)
        let cost = try withoutGradients { try Graph.trace(model, inputs: [input]).cost }
        self.init(
            name: name, summary: summary, parameters: model.parameterCount,
            multiplyAdds: cost.multiplyAdds)
    }
}

extension ModelCatalog {
    /// Parameters and multiply-adds of a configuration.
    public func cost(of configuration: ModelConfiguration) throws -> ModelCost {
        let model = try makeModel(configuration)
        return try ModelCost(
            of: model, for: model.blankInput(count: 1, device: .cpu), name: configuration.kind,
            summary: entry(named: configuration.kind).summary)
    }

    /// Parameters and multiply-adds of every network that can see pictures of one kind.
    public func costs(classes: Int, channels: Int, imageSize: Int) throws -> [ModelCost] {
        try entries.compactMap { entry in
            let configuration = ModelConfiguration(
                kind: entry.name, classes: classes, channels: channels,
                imageSize: ImageSize(width: imageSize, height: imageSize))
            try configuration.validate()
            do {
                return try cost(of: configuration)
            } catch ModelError.invalidValue(key: "imageSize", _, _) {
                return nil
            }
        }
    }
}

extension [ModelCost] {
    /// A JSON array, keys sorted.
    public func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
