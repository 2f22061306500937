/// A learned vector for each of a number of things, looked up by index.
///
/// Indices `[…]` (`int64`) to `[…, width]`. Parameters: `weight` `[count, width]`.
public final class Embedding: Layer {
    public let weight: Parameter
    /// The index whose vector starts at zero and gets no gradient.
    public let paddingIndex: Int?

    /// Initialised as PyTorch does: standard normal, the padding's row zero.
    public init(_ count: Int, _ width: Int, paddingIndex: Int? = nil) throws(TorchError) {
        precondition(
            paddingIndex.map { (0..<count).contains($0) } ?? true,
            "the padding's index is not below \(count)")
        let drawn = try Tensor.normal([count, width], deviation: 1)
        if let paddingIndex {
            try drawn.select(dimension: 0, index: paddingIndex).fill(with: 0)
        }
        weight = try Parameter(drawn)
        self.paddingIndex = paddingIndex
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try input.embedding(weight: weight.tensor, paddingIndex: paddingIndex)
    }
}
