/// A way to draw a parameter's first values.
///
/// Each is the function of `torch.nn.init` of its name: with the same seed it takes the same numbers
/// from the default generator and gives the same values.
///
/// ```swift
/// try layer.weight.initialize(.kaimingNormal(fan: .output, gain: .relu))
/// ```
public struct Initializer: Sendable {
    private let fill: @Sendable (Tensor) throws(TorchError) -> Void

    /// An initialiser that overwrites the elements of the tensor it is given.
    public init(_ fill: @escaping @Sendable (Tensor) throws(TorchError) -> Void) {
        self.fill = fill
    }

    /// Overwrites the elements of `tensor`; autograd does not see it.
    public func callAsFunction(_ tensor: Tensor) throws(TorchError) {
        try withoutGradients { () throws(TorchError) in try fill(tensor) }
    }
}

extension Parameter {
    /// A parameter of the given shape with first values.
    public convenience init(
        _ shape: [Int], _ initializer: Initializer
    ) throws(TorchError) {
        let tensor = try Tensor.zeros(shape)
        try initializer(tensor)
        try self.init(tensor)
    }

    /// Draws first values again.
    public func initialize(_ initializer: Initializer) throws(TorchError) {
        try initializer(tensor)
    }
}
