private let unscaleOperator = Operator("aten::_amp_foreach_non_finite_check_and_unscale_")
private let updateOperator = Operator("aten::_amp_update_scale_")

/// Keeps small fp16 gradients from vanishing: scales the loss, and the gradients back.
///
/// The scale grows while gradients stay finite and shrinks when they do not, as
/// `torch.amp.GradScaler` has it. bf16 needs none of it.
///
/// ```swift
/// try scaler.scaled(loss).backward()
/// let isFinite = try scaler.unscaleGradients(of: optimizer)
/// if isFinite { try optimizer.step() }
/// try scaler.update()
/// ```
public final class GradientScaler {
    public let growthFactor: Double
    public let backoffFactor: Double
    /// Finite steps in a row until the scale grows.
    public let growthInterval: Int
    private let scale: Tensor
    private let growthTracker: Tensor
    private let foundNonFinite: Tensor

    public init(
        device: Device, initialScale: Double = 65536, growthFactor: Double = 2,
        backoffFactor: Double = 0.5, growthInterval: Int = 2000
    ) throws(TorchError) {
        self.growthFactor = growthFactor
        self.backoffFactor = backoffFactor
        self.growthInterval = growthInterval
        scale = try .full([], initialScale, device: device)
        growthTracker = try .zeros([], scalarType: .int32, device: device)
        foundNonFinite = try .zeros([], device: device)
    }

    /// The loss to back-propagate from.
    public func scaled(_ loss: Tensor) throws(TorchError) -> Tensor { try loss * scale }

    /// Brings gradients back to their size, before they are clipped and used.
    ///
    /// - Returns: whether all of them are finite; if not, leave the optimiser's step out.
    public func unscaleGradients(of optimizer: any Optimizer) throws(TorchError) -> Bool {
        try unscaleGradients(of: [optimizer])
    }

    /// The same for optimisers that step together.
    public func unscaleGradients(of optimizers: [any Optimizer]) throws(TorchError) -> Bool {
        let inverse = try scale.to(.float64).reciprocal().to(.float32)
        try withoutGradients { () throws(TorchError) in
            try foundNonFinite.fill(with: 0)
            for bucket in try optimizers.flatMap(\.groups).buckets() {
                try unscaleOperator.run(
                    .tensors(bucket.parameters.compactMap(\.gradient)), .tensor(foundNonFinite),
                    .tensor(inverse))
            }
        }
        return try foundNonFinite.item() == 0
    }

    /// Adapts the scale to what the last unscaling found; call it after every step.
    public func update() throws(TorchError) {
        try withoutGradients { () throws(TorchError) in
            try updateOperator.run(
                .tensor(scale), .tensor(growthTracker), .tensor(foundNonFinite),
                .real(growthFactor),
                .real(backoffFactor), .integer(growthInterval))
        }
    }

    /// The present scale and the count of finite steps, for an exact resume.
    public func state() -> [(name: String, tensor: Tensor)] {
        [("scale", scale), ("growth_tracker", growthTracker)]
    }

    /// Goes on from a state that `state()` gave.
    ///
    /// - Throws: `StateError` when a name is missing or of another shape.
    public func load(state given: [String: Tensor]) throws {
        let own = state()
        let problems = StateError(
            missing: own.map(\.name).filter { given[$0] == nil },
            unexpected: given.keys.filter { name in !own.contains { $0.name == name } }.sorted(),
            mismatched: own.compactMap { name, tensor in
                guard let found = given[name], found.shape != tensor.shape else { return nil }
                return .init(name: name, expected: tensor.shape, found: found.shape)
            })
        guard problems.isEmpty else { throw problems }
        for (name, tensor) in own {
            if let found = given[name] { try tensor.copy(from: found) }
        }
    }
}
