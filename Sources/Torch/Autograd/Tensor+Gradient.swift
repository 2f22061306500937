import CTorch

extension Tensor {
    /// Whether gradients flow to this tensor.
    public var requiresGradient: Bool { ct_tensor_requires_grad(handle) }

    /// Makes this tensor a leaf whose gradient is accumulated (or stops it).
    @discardableResult
    public func requireGradient(_ flag: Bool = true) throws(TorchError) -> Tensor {
        try check(ct_tensor_set_requires_grad(handle, flag), "requireGradient of \(self)")
        return self
    }

    /// The gradient accumulated by `backward`, of this tensor's shape; `nil` before the first.
    public var gradient: Tensor? {
        var gradient: OpaquePointer?
        guard ct_tensor_grad(handle, &gradient) == CT_OK else { return nil }
        return gradient.map(Tensor.init(owning:))
    }

    /// Replaces the accumulated gradient; `nil` clears it and frees its memory.
    public func setGradient(_ gradient: Tensor?) throws(TorchError) {
        try check(ct_tensor_set_grad(handle, gradient?.handle), "setGradient of \(self)")
    }

    /// Back-propagates from this tensor into the leaves it was computed from.
    ///
    /// - Parameters:
    ///   - gradient: the gradient with respect to this tensor, of its shape; `nil` is 1 and needs
    ///     a tensor of one element.
    ///   - retainingGraph: keeps the graph for a second pass.
    public func backward(
        gradient: Tensor? = nil, retainingGraph: Bool = false
    ) throws(TorchError) {
        try check(
            ct_tensor_backward(handle, gradient?.handle, retainingGraph), "backward of \(self)")
    }

    /// Gradients of this tensor with respect to `inputs`, without touching accumulated gradients;
    /// `nil` where an input was not used.
    public func gradients(
        with inputs: [Tensor], gradient: Tensor? = nil, retainingGraph: Bool = false,
        creatingGraph: Bool = false
    ) throws(TorchError) -> [Tensor?] {
        var results = [OpaquePointer?](repeating: nil, count: inputs.count)
        let outputs: [OpaquePointer?] = [handle]
        let outputGradients: [OpaquePointer?] = [gradient?.handle]
        let handles: [OpaquePointer?] = inputs.map(\.handle)
        try check(
            ct_gradients(
                outputs, outputGradients, 1, handles, inputs.count, retainingGraph, creatingGraph,
                &results),
            "gradients of \(self)")
        return results.map { $0.map(Tensor.init(owning:)) }
    }
}
