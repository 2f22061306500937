extension Module {
    /// All parameters and buffers by dotted path, in the order of declaration.
    ///
    /// Tensors are the live ones, not copies.
    public func state() -> [(path: String, tensor: Tensor)] {
        namedModules().flatMap { path, module in
            module.parts().compactMap { name, part in
                let full = path.isEmpty ? name : "\(path).\(name)"
                return switch part {
                case .parameter(let parameter): (full, parameter.tensor)
                case .buffer(let buffer): (full, buffer.tensor)
                case .module: nil
                }
            }
        }
    }

    /// Copies elements into the parameters and buffers of these paths.
    ///
    /// Everything is checked before the first element is written.
    ///
    /// - Throws: `StateError` with the names that are missing, left over or of another shape.
    public func load(_ source: [String: Tensor]) throws {
        let own = state()
        let ownPaths = Set(own.map(\.path))
        let problems = StateError(
            missing: own.map(\.path).filter { source[$0] == nil && !isCounter($0) },
            unexpected: source.keys.filter { !ownPaths.contains($0) && !isCounter($0) }.sorted(),
            mismatched: own.compactMap { path, tensor in
                guard let given = source[path], given.shape != tensor.shape else { return nil }
                return .init(name: path, expected: tensor.shape, found: given.shape)
            })
        guard problems.isEmpty else { throw problems }
        try withoutGradients {
            for (path, tensor) in own {
                if let given = source[path] { try tensor.copy(from: given) }
            }
        }
    }

    /// Counters of seen batches, which older checkpoints lack and nothing here depends on.
    private func isCounter(_ path: String) -> Bool { path.hasSuffix("num_batches_tracked") }

    /// The number of elements in all parameters, those of `WeightHolding` modules among them.
    public var parameterCount: Int {
        namedParameters().reduce(0) { $0 + $1.parameter.tensor.elementCount }
            + namedModules().reduce(0) {
                $0 + (($1.module as? any WeightHolding)?.weightCount ?? 0)
            }
    }

    /// Sets every module below to training (or evaluation) mode.
    public func setTraining(_ flag: Bool) {
        for case (_, let module as any ModeDependent) in namedModules() {
            module.isTraining = flag
        }
    }

    /// Runs `body` with every module below in evaluation mode, then puts each one's mode back.
    public func inEvaluationMode<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let training = namedModules().compactMap { $0.module as? any ModeDependent }
            .filter(\.isTraining)
        for module in training { module.isTraining = false }
        defer { for module in training { module.isTraining = true } }
        return try body()
    }

    /// Freezes (or thaws) all parameters.
    public func setTrainable(_ flag: Bool) throws(TorchError) {
        for (_, parameter) in namedParameters() { try parameter.setTrainable(flag) }
    }

    /// Clears all gradients.
    public func clearGradients() throws(TorchError) {
        for (_, parameter) in namedParameters() { try parameter.tensor.setGradient(nil) }
    }

    /// Moves all parameters and buffers to a device.
    public func move(to device: Device) throws(TorchError) {
        try convert { tensor throws(TorchError) in try tensor.to(device) }
    }

    /// Lays convolution weights out for channels-last pictures (or back).
    public func move(to format: MemoryFormat) throws(TorchError) {
        try convert { tensor throws(TorchError) in try tensor.to(format) }
    }

    /// Converts all parameters and buffers of floating point to another type; counters stay.
    public func convert(to type: ScalarType) throws(TorchError) {
        try convert { tensor throws(TorchError) in
            tensor.knownScalarType?.isFloatingPoint == true ? try tensor.to(type) : tensor
        }
    }

    private func convert(
        _ transform: (Tensor) throws(TorchError) -> Tensor
    ) throws(TorchError) {
        let former = namedModules().flatMap { $0.module.parts() }
        try withoutGradients { () throws(TorchError) in
            for (_, part) in former {
                switch part {
                case .parameter(let parameter):
                    try parameter.replace(with: transform(parameter.tensor))
                case .buffer(let buffer): buffer.tensor = try transform(buffer.tensor)
                case .module: break
                }
            }
        }
    }
}
