/// An element-wise function as a layer.
public final class Activation: Layer {
    /// The functions, by the names that recipes use.
    public enum Kind: String, Sendable, CaseIterable, Codable {
        case identity, relu, relu6, leakyRelu = "leaky-relu", sigmoid, tanh, gelu, silu
        case hardSwish = "hard-swish"
        case hardSigmoid = "hard-sigmoid"
    }

    public let kind: Kind

    public init(_ kind: Kind) { self.kind = kind }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        switch kind {
        case .identity: input
        case .relu: try input.relu()
        case .relu6: try input.relu6()
        case .leakyRelu: try input.leakyRelu()
        case .sigmoid: try input.sigmoid()
        case .tanh: try input.tanh()
        case .gelu: try input.gelu()
        case .silu: try input.silu()
        case .hardSwish: try input.hardSwish()
        case .hardSigmoid: try input.hardSigmoid()
        }
    }
}
