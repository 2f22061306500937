import Torch

/// A text network of any family: a body, which makes states of tokens, and a head that reads them.
///
/// Names of parameters are those of `transformers`, as `bert.encoder.layer.0.attention.self.query`.
public final class TextEncoder: TextNetwork {
    public let configuration: TextConfiguration
    let encoder: any TextBody
    let output: any TextHead

    public let embeddings: String
    public let stages: [String]
    public let queries: [String]
    public let keys: [String]
    public let values: [String]
    public let pooled: String
    public let head: String

    public var pathNames: [String: String] { ["encoder": body, "output": ""] }

    /// A network whose weights are not yet drawn as its family does: see `initialize()`.
    ///
    /// - Throws: `TextError` for sizes that no network has, `TorchError` where memory is short.
    init(_ configuration: TextConfiguration) throws {
        try configuration.validate()
        self.configuration = configuration
        encoder = try configuration.makeBody()
        output = try configuration.makeHead(on: encoder)
        let prefix = configuration.family.prefix
        func full(_ paths: [String]) -> [String] { paths.map { "\(prefix).\($0)" } }
        let paths = encoder.paths
        embeddings = "\(prefix).\(paths.embeddings)"
        stages = full(paths.stages)
        queries = full(paths.queries)
        keys = full(paths.keys)
        values = full(paths.values)
        pooled = output.pooled ?? (output.readsPooler ? "\(prefix).pooler" : "")
        head = output.last ?? ""
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try check(input)
        let padding = try Padding(of: input, scalarType: encoder.words.weight.tensor.scalarType)
        let states = try encoder.states(of: input, padding: padding)
        return try output.output(of: states, padding: padding, pooler: encoder.pooler)
    }

    private func check(_ input: Tensor) throws(TorchError) {
        guard input.isTokenBatch else {
            throw .engine(
                operation: "a text network on \(input)",
                message: "it takes token batches, int64 [N, 3, length]")
        }
        if let limit = configuration.maximumLength, input.shape[2] > limit {
            throw .engine(
                operation: "a text network on \(input)",
                message: "it has positions for \(limit) tokens; cut the sequences to that length")
        }
    }
}
