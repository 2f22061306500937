import Foundation
import Torch

extension Classifier {
    /// Loads the weights of a safetensors file or a PyTorch checkpoint, whichever it is.
    ///
    /// - Throws: an error that names the file, and the names or shapes that do not fit.
    public func load(weightsAt url: URL) throws {
        let dictionary = try StateDictionary.load(from: url)
        do {
            try loadWeights(
                Dictionary(
                    try dictionary.entries.map { ($0.name, try Tensor($0.tensor)) },
                    uniquingKeysWith: { first, _ in first }))
        } catch {
            throw WeightsError(file: url.path, reason: "\(error)")
        }
    }
}

/// Weights that were read but do not fit the model that they were meant for.
public struct WeightsError: Error, Sendable, Equatable, CustomStringConvertible {
    public var file: String
    public var reason: String

    public var description: String { "'\(file)' does not fit: \(reason)" }
}
