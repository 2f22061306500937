import Torch

/// How a batch of ours becomes the inputs of a network from a file.
enum ForeignInput {
    /// Pictures `[N, channels, H, W]` as they are, or in another type.
    case pictures(ScalarType)
    /// Rows of a token batch, each as an input `[N, length]` of its own, in these types; where the file
    /// states a length, padded to it. Behind them, where the network reads such, what stands beside the
    /// tokens, `[N, rows, length]`.
    case tokens([(row: TokenBatch.Row, type: ScalarType)], further: Bool = false, length: Int?)

    /// The tensors that the network takes.
    func split(_ batch: Tensor) throws(TorchError) -> [Tensor] {
        switch self {
        case .pictures(let type):
            return [batch.knownScalarType == type ? batch : try batch.to(type)]
        case .tokens(let rows, let hasFurther, let length):
            var batch = batch
            if let length, length > batch.shape[2] {
                batch = try batch.padded([0, length - batch.shape[2]])
            }
            var inputs: [Tensor] = []
            for (row, type) in rows { inputs.append(try batch.tokens(row).contiguous().to(type)) }
            if hasFurther, let further = try batch.furtherTokenRows() {
                inputs.append(try further.contiguous())
            }
            return inputs
        }
    }
}
