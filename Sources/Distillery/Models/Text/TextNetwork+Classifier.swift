import Torch

extension TextNetwork {
    /// The family with layers and width, as `bert-4x312`.
    public var name: String {
        "\(configuration.family.rawValue)-\(configuration.layers)x\(configuration.width)"
    }

    /// The numbers that come out for a text or pair; 0 where they are no classes.
    public var classes: Int { configuration.task.outputs ?? 0 }

    /// Texts of tokens 0, as long as short texts are.
    public func blankInput(count: Int, device: Device) throws(TorchError) -> Tensor {
        try TokenBatch.blank(
            count: count, length: min(configuration.maximumLength ?? 64, 64), device: device)
    }
}

extension TextEncoder {
    /// Copies weights in whose names are those of `transformers`.
    ///
    /// - Throws: `TextError` where the body lacks one, or shapes differ, or the head is missing.
    public func loadWeights(_ source: [String: Tensor]) throws {
        let entries = try source.map { (name: $0.key, tensor: try StoredTensor($0.value)) }
        let report = try loadWeights(entries)
        guard report.fresh.isEmpty else {
            throw TextError.weights(
                StateError(missing: report.fresh, unexpected: [], mismatched: []))
        }
    }
}
