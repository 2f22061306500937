/// A tensor that training changes: a leaf with a gradient.
///
/// The wrapper keeps its identity while the tensor behind it moves to another device or type.
public final class Parameter {
    public private(set) var tensor: Tensor

    /// Makes `tensor` a leaf that accumulates a gradient.
    ///
    /// A view with gaps between its elements is copied: optimisers write whole stretches of memory.
    public init(_ tensor: Tensor) throws(TorchError) {
        let whole = tensor.isDense ? tensor : try tensor.detached().contiguous()
        self.tensor = try whole.requireGradient()
    }

    /// Whether training changes this parameter.
    public var isTrainable: Bool { tensor.requiresGradient }

    /// Freezes (or thaws) the parameter; a frozen one takes no part in autograd.
    public func setTrainable(_ flag: Bool) throws(TorchError) {
        try tensor.requireGradient(flag)
        if !flag { try tensor.setGradient(nil) }
    }

    /// Puts another tensor behind the parameter, as a leaf of its own.
    func replace(with replacement: Tensor) throws(TorchError) {
        let trainable = isTrainable
        tensor = try replacement.detached().requireGradient(trainable)
    }
}

/// A tensor that belongs to a module's state and takes no gradient, as running statistics.
public final class Buffer {
    public internal(set) var tensor: Tensor

    public init(_ tensor: Tensor) { self.tensor = tensor }
}
