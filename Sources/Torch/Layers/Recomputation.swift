import CTorch

/// Trains a network in less memory: what its blocks computed is thrown away and computed again,
/// one block at a time, in the backward pass (Chen and others, 2016).
///
/// Results and gradients are those of the ordinary pass: batch norms see the same batch and change
/// their running statistics once, and dropout draws the same numbers again. The cost is a second
/// forward pass through the blocks.
///
/// ```swift
/// let recomputation = Recomputation(of: network)
/// let loss = try recomputation.listen { try criterion(network(input)) }
/// try loss.backward()
/// ```
///
/// Blocks are found in the network's own parts: the outermost layers with parts and at most
/// `largestBlock` batch norms, a residual block for instance; a `Sequential` of such layers is none
/// itself. What lies outside of blocks is kept as ever.
public final class Recomputation {
    /// Batch norms in a block at most: the most that one block of a published network has.
    static let largestBlock = 6

    /// The paths of the blocks, in the order of the network's parts.
    public let blocks: [String]
    private let found: [ObjectIdentifier: Block]

    /// A layer that is computed again, and what there has to be as it was then.
    struct Block {
        var module: any Module
        var norms: [BatchNorm]
    }

    /// - Parameters:
    ///   - network: what will run. Its parts stay the same objects from here on.
    ///   - taps: paths of modules that somebody listens to; blocks around them are kept.
    ///   - precision: the lower precision that `withAutocast` will run it in, `nil` for none.
    ///   - device: where it will run.
    public init(
        of network: some Module, keeping taps: [String] = [], precision: ScalarType? = nil,
        on device: Device = .cpu
    ) {
        var found: [(path: String, block: Block)] = []
        for part in network.modules(below: "") { part.collectBlocks(into: &found) }
        found.removeAll { block in taps.contains { $0.hasPrefix(block.path + ".") } }
        blocks = found.map(\.path)
        self.found = Dictionary(
            found.map { (ObjectIdentifier($0.block.module), $0.block) }, uniquingKeysWith: { $1 })
        (self.precision, self.device) = (precision, device)
    }

    private let precision: ScalarType?
    private let device: Device

    /// Runs `body`; blocks that are called in it on this thread will be computed again.
    public func listen<Result, Failure: Error>(
        while body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let former = ct_recomputation_slot()
        ct_recomputation_slot_set(Unmanaged.passUnretained(self).toOpaque())
        defer { ct_recomputation_slot_set(former) }
        return try body()
    }

    /// The layer's output with a backward pass that computes it again; `nil` for what is no block,
    /// and where no gradient is asked for.
    ///
    /// - Parameter forward: what the layer computes.
    func run(
        _ layer: some Module, on input: Tensor,
        _ forward: @escaping (Tensor) throws(TorchError) -> Tensor
    ) throws(TorchError) -> Tensor? {
        guard let block = found[ObjectIdentifier(layer)], gradientsAreRecorded,
            input.requiresGradient
        else { return nil }
        let replay = Replay(
            block: block, forward: forward, input: try input.detached(), precision: precision,
            device: device, generator: try RandomGenerator(device: device).state())
        let output = try withoutGradients { () throws(TorchError) in try forward(input) }
        let context = Unmanaged.passRetained(replay)
        var result: OpaquePointer?
        let status = ct_tensor_with_backward(
            output.handle, input.handle,
            { context, gradient, inputGradient in
                guard let context, let gradient else { return CT_ERROR }
                let replay = Unmanaged<Replay>.fromOpaque(context).takeUnretainedValue()
                return replay.propagate(gradient, to: inputGradient)
            },
            { context in context.map { Unmanaged<Replay>.fromOpaque($0).release() } },
            context.toOpaque(), &result)
        if status != CT_OK { context.release() }
        try check(status, "recomputation of \(type(of: layer))")
        return result.map(Tensor.init(owning:))
    }

    /// What the layer puts out, with or without somebody listening.
    @inline(__always)
    static func output(of layer: some Layer, on input: Tensor) throws(TorchError) -> Tensor {
        if let slot = ct_recomputation_slot() {
            let current = Unmanaged<Recomputation>.fromOpaque(slot).takeUnretainedValue()
            let output = try current.run(layer, on: input) { input throws(TorchError) in
                try layer.forward(input)
            }
            if let output { return output }
        }
        return try layer.forward(input)
    }

    /// The same for a layer with a mask, which is kept for the second pass.
    @inline(__always)
    static func output(
        of layer: some MaskedLayer, on input: Tensor, mask: Tensor?
    ) throws(TorchError) -> Tensor {
        if let slot = ct_recomputation_slot() {
            let current = Unmanaged<Recomputation>.fromOpaque(slot).takeUnretainedValue()
            let output = try current.run(layer, on: input) { input throws(TorchError) in
                try layer.forward(input, mask: mask)
            }
            if let output { return output }
        }
        return try layer.forward(input, mask: mask)
    }
}

/// One call of a block, to be computed again.
///
/// Used by one thread at a time: the training's in the forward pass, the engine's in the backward
/// pass, which the former waits for.
private final class Replay {
    private let block: Recomputation.Block
    private let forward: (Tensor) throws(TorchError) -> Tensor
    private let input: Tensor
    private let precision: ScalarType?
    private let device: Device
    private let generator: Tensor

    init(
        block: Recomputation.Block, forward: @escaping (Tensor) throws(TorchError) -> Tensor,
        input: Tensor, precision: ScalarType?, device: Device, generator: Tensor
    ) {
        self.forward = forward
        (self.block, self.input, self.precision) = (block, input, precision)
        (self.device, self.generator) = (device, generator)
    }

    /// Back-propagates into the block's parameters; hands out the gradient of its input.
    func propagate(
        _ gradient: OpaquePointer, to inputGradient: UnsafeMutablePointer<OpaquePointer?>?
    ) -> CTStatus {
        do throws(TorchError) {
            let gradient = Tensor(owning: ct_tensor_retain(gradient))
            let input = try input.detached().requireGradient()
            let output = try withGradients { () throws(TorchError) in try again(input) }
            try output.backward(gradient: gradient)
            inputGradient?.pointee = input.gradient.map { ct_tensor_retain($0.handle) }
            return CT_OK
        } catch {
            if case .outOfMemory = error { return ct_fail(CT_OUT_OF_MEMORY, "\(error)") }
            return ct_fail(CT_ERROR, "\(error)")
        }
    }

    /// The block's output as in the first pass: same numbers drawn, nothing counted twice.
    private func again(_ input: Tensor) throws(TorchError) -> Tensor {
        let random = RandomGenerator(device: device)
        let present = try random.state()
        try random.restore(generator)
        for norm in block.norms { norm.updatesStatistics = false }
        defer { for norm in block.norms { norm.updatesStatistics = true } }
        let output = try withAutocast(precision, on: device) { () throws(TorchError) in
            try forward(input)
        }
        try random.restore(present)
        return output
    }
}

/// A module with its path.
private struct Part {
    var path: String
    var module: any Module

    func collectBlocks(into found: inout [(path: String, block: Recomputation.Block)]) {
        let parts = module.modules(below: path)
        guard !parts.isEmpty else { return }
        let isRow =
            module is Sequential && parts.contains { !$0.module.modules(below: "").isEmpty }
        let norms = module.namedModules().compactMap { $0.module as? BatchNorm }
        let isLayer = module is any Layer || module is any MaskedLayer
        if !isRow, isLayer, norms.count <= Recomputation.largestBlock {
            found.append((path, .init(module: module, norms: norms)))
        } else {
            for part in parts { part.collectBlocks(into: &found) }
        }
    }
}

extension Module {
    fileprivate func modules(below path: String) -> [Part] {
        parts().compactMap { name, part in
            guard case .module(let module) = part else { return nil }
            let separator = path.isEmpty || name.isEmpty ? "" : "."
            return Part(path: path + separator + name, module: module)
        }
    }
}
