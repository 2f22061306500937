import Torch

/// A further head of a network: logits of other classes, from the vector that the network's own head
/// reads.
public struct ModelHead {
    /// The task's name.
    public var name: String
    /// The names of the head's classes, by index.
    public var classNames: [String]
    /// From the vector `[N, width]` to logits `[N, classes]`.
    public var layer: Linear

    public init(name: String, classNames: [String], layer: Linear) {
        self.name = name
        self.classNames = classNames
        self.layer = layer
    }

    public func callAsFunction(_ features: Tensor) throws(TorchError) -> Tensor {
        try layer(features)
    }
}

extension Classifier {
    /// The logits of several heads for inputs, by the heads' names, from one pass without autograd.
    ///
    /// The network is left in the mode that it is in; for answers that is evaluation mode.
    public func answers(of heads: [ModelHead], to inputs: Tensor) throws -> [String: Tensor] {
        let session = try TapSession([pooled], in: self)
        return try withoutGradients {
            _ = try session.listen { () throws(TorchError) in try self(inputs) }
            guard let features = session.takeOutputs()[pooled] else { return [:] }
            let read = try features.to(.float32)
            return Dictionary(try heads.map { ($0.name, try $0(read)) }) { first, _ in first }
        }
    }
}
