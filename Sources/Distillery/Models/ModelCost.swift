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

extension ModelCatalog {
    /// Parameters and multiply-adds of a configuration.
    public func cost(of configuration: ModelConfiguration) throws -> ModelCost {
        let model = try makeModel(configuration)
        model.setTraining(false)
        let size = configuration.imageSize
        let input = try Tensor.zeros([1, configuration.channels, size.height, size.width])
        let cost = try withoutGradients { try Graph.trace(model, inputs: [input]).cost }
        return ModelCost(
            name: configuration.kind, summary: try entry(named: configuration.kind).summary,
            parameters: model.parameterCount, multiplyAdds: cost.multiplyAdds)
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
