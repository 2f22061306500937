/// Changes parameters by their gradients.
///
/// A parameter without a gradient is left as it is, and what the optimiser remembers of it too.
public protocol Optimizer: AnyObject {
    var groups: [ParameterGroup] { get }
    /// The rate that the next step takes, before each group's scale. A schedule sets it.
    var learningRate: Double { get set }
    /// SGD's momentum, Adam's first β: what a one-cycle schedule changes against the rate.
    var momentum: Double { get set }

    /// Changes every parameter that has a gradient.
    func step() throws(TorchError)

    /// What the optimiser remembers from step to step, under PyTorch's names and numbers:
    /// `0.exp_avg` is that of the first parameter. Tensors are the live ones, not copies.
    func state() -> [(name: String, tensor: Tensor)]

    /// Goes on from a state that `state()` gave, to the bit.
    ///
    /// - Throws: `StateError` when names or shapes do not fit the parameters.
    func load(state: [String: Tensor]) throws
}

extension Optimizer {
    /// The parameters of all groups, in order.
    public var parameters: [Parameter] { groups.flatMap(\.parameters) }

    /// Clears the gradients of all parameters.
    public func clearGradients() throws(TorchError) {
        for parameter in parameters { try parameter.tensor.setGradient(nil) }
    }
}
