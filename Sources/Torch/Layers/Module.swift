/// A part of a network: parameters, buffers and other modules, found in its stored properties.
///
/// A stored property's name becomes part of a dotted path as PyTorch writes it: `runningMean`
/// becomes `running_mean`, elements of an array or of a `Sequential` their index, so that
/// `layer1[0].bn1.runningMean` is `layer1.0.bn1.running_mean`.
public protocol Module: AnyObject {
    /// Properties whose path PyTorch spells otherwise than this Swift name: Swift name to path part.
    var pathNames: [String: String] { get }
}

extension Module {
    public var pathNames: [String: String] { [:] }
}

/// A module whose behaviour differs between training and evaluation, as dropout.
public protocol ModeDependent: Module {
    var isTraining: Bool { get set }
}

/// A module from one tensor to another.
public protocol Layer: Module {
    /// What the layer computes. Call the layer itself instead, so that taps see the output.
    func forward(_ input: Tensor) throws(TorchError) -> Tensor
}

extension Layer {
    /// Runs the layer and shows its output to the taps that listen.
    public func callAsFunction(_ input: Tensor) throws(TorchError) -> Tensor {
        let output = try Recomputation.output(of: self, on: input)
        TapSession.current?.offer(output, of: self)
        return output
    }
}
