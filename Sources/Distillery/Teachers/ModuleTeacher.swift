import Torch

/// A network in this process as the teacher: frozen, in evaluation mode, folded for speed.
public final class ModuleTeacher: Teacher {
    /// The network as it answers: a recorded graph whose outputs are logits and taps.
    ///
    /// A network from another program's file is asked as it is.
    private enum Network {
        case recorded(CompiledGraph)
        case foreign(ForeignNetwork)
    }

    private let network: Network
    private let taps: [String]
    private let precision: ScalarType?
    private let device: Device

    /// Freezes `model` and prepares it for batches like `example`: `[batch, channels, height, width]` of
    /// pictures, `[batch, 3, length]` of texts, where neither number nor length need stay the same.
    ///
    /// Batch normalisation is folded into convolutions, so the answers differ from the model's by
    /// rounding alone.
    ///
    /// - Parameter taps: dotted paths of modules whose outputs belong to the answers.
    /// - Throws: `TapError` for a path that is not there, `GraphError`, `TorchError`.
    public init(
        _ model: any Layer, taps: [String] = [], example: Tensor, device: Device,
        precision: ScalarType? = nil
    ) throws {
        model.setTraining(false)
        try model.setTrainable(false)
        self.device = device
        self.precision = precision
        self.taps = taps
        let session = try TapSession(taps, in: model)
        if let foreign = model as? ForeignNetwork {
            network = .foreign(foreign)
            return
        }
        let graph = try withoutGradients {
            let traced = try Graph.trace(model, inputs: [example]) { inputs in
                let logits = try session.listen { try model(inputs[0]) }
                return [logits] + taps.compactMap { session.outputs[$0] }
            }
            // Packed weights are of single precision.
            let packed = precision == nil ? try traced.packingLinears() : traced
            return try packed.optimizedForInference().frozen()
        }
        network = .recorded(try CompiledGraph(graph))
    }

    public func answer(_ batch: TensorBatch) throws -> TeacherAnswer {
        let outputs = try withoutGradients { () throws(TorchError) in
            try withAutocast(precision, on: device) { () throws(TorchError) in
                switch network {
                case .recorded(let graph): try graph.run([batch.inputs])
                case .foreign(let layer): [try layer(batch.inputs)]
                }
            }
        }
        return TeacherAnswer(
            logits: try outputs[0].to(.float32),
            taps: Dictionary(
                try zip(taps, outputs.dropFirst()).map { ($0, try $1.to(.float32)) },
                uniquingKeysWith: { first, _ in first }))
    }
}
