import Torch

/// A network in this process as the teacher: frozen, in evaluation mode.
///
/// A picture network is folded for speed into a recorded graph; a text network, whose batches differ in
/// length, runs as it is.
public final class ModuleTeacher: Teacher {
    /// Answers with logits and taps, in their order.
    private let run: (Tensor) throws(TorchError) -> [Tensor]
    private let taps: [String]
    private let precision: ScalarType?
    private let device: Device

    /// Freezes `model` and prepares it for batches like `example` `[batch, channels, height, width]`.
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
        func answers(_ inputs: Tensor) throws(TorchError) -> [Tensor] {
            let logits = try session.listen { () throws(TorchError) in try model(inputs) }
            return [logits] + taps.compactMap { session.outputs[$0] }
        }
        guard !example.isTokenBatch else {
            run = answers
            return
        }
        let graph = try withoutGradients {
            try Graph.trace(model, inputs: [example]) { inputs in try answers(inputs[0]) }
                .optimizedForInference().frozen()
        }
        let compiled = try CompiledGraph(graph)
        run = { inputs throws(TorchError) in try compiled.run([inputs]) }
    }

    public func answer(_ batch: TensorBatch) throws -> TeacherAnswer {
        let outputs = try withoutGradients { () throws(TorchError) in
            try withAutocast(precision, on: device) { () throws(TorchError) in
                try run(batch.inputs)
            }
        }
        return TeacherAnswer(
            logits: try outputs[0].to(.float32),
            taps: Dictionary(
                try zip(taps, outputs.dropFirst()).map { ($0, try $1.to(.float32)) },
                uniquingKeysWith: { first, _ in first }))
    }
}
