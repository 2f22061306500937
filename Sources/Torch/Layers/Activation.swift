/// An element-wise function as a layer.
public final class Activation: Layer {
    /// The functions, by the names that recipes use.
    public enum Kind: String, Sendable, CaseIterable, Codable {
        case identity, relu, relu6, leakyRelu = "leaky-relu", sigmoid, tanh, gelu, silu
        case hardSwish = "hard-swish"
        case hardSigmoid = "hard-sigmoid"
    }

    public let kind: Kind
    /// Whether the output may be written over the input, which nobody else reads: ReLU alone does.
    public let isInPlace: Bool

    /// - Parameter inPlace: saves the memory traffic of a copy. Only right where the input was just
    ///   computed by a layer whose gradient does not need its output, as a batch normalisation.
    public init(_ kind: Kind, inPlace: Bool = false) {
        self.kind = kind
        isInPlace = inPlace
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        switch kind {
        case .identity: input
        case .relu: try overwrites(input) ? input.relu(inPlace: ()) : input.relu()
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

    /// Taps keep what layers put out, so nothing is written over while they listen.
    private func overwrites(_ input: Tensor) -> Bool {
        isInPlace && TapSession.current == nil && Recorder.current == nil
    }
}
