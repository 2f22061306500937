/// Gives its input back, where a layer must stand and nothing is to be done.
public final class Identity: Layer {
    public init() {}

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor { input }
}
