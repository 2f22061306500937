/// Layers one after the other; their paths are their indices.
public final class Sequential: Layer {
    public let layers: [any Layer]

    public var pathNames: [String: String] { ["layers": ""] }

    public init(_ layers: [any Layer]) { self.layers = layers }

    public convenience init(_ layers: any Layer...) { self.init(layers) }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        var output = input
        for layer in layers { output = try layer(output) }
        return output
    }
}
