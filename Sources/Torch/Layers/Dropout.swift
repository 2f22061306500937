/// Zeroes elements at random while training and scales the others up (Srivastava et al., 2014).
public final class Dropout: Layer, ModeDependent {
    public let probability: Double
    public var isTraining = true

    public init(_ probability: Double = 0.5) { self.probability = probability }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try input.dropout(probability: probability, isTraining: isTraining)
    }
}
