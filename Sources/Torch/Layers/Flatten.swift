/// Joins all dimensions but the first: `[N, …]` to `[N, product]`.
public final class Flatten: Layer {
    public init() {}

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try input.flattened(from: 1)
    }
}
