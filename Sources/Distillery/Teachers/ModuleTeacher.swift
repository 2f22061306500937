import Torch

/// A network in this process as the teacher: frozen, in evaluation mode, folded for speed.
public final class ModuleTeacher: Teacher {
    /// The network as it answers; a recorded graph where it could be folded.
    public let network: any Layer
    private let precision: ScalarType?
    private let device: Device

    /// Freezes `model` and prepares it for batches like `example` `[batch, channels, height, width]`.
    ///
    /// Batch normalisation is folded into convolutions, so the answers differ from the model's by
    /// rounding alone.
    public init(
        _ model: any Layer, example: Tensor, device: Device, precision: ScalarType? = nil
    ) throws {
        model.setTraining(false)
        try model.setTrainable(false)
        self.device = device
        self.precision = precision
        network = try withoutGradients {
            try GraphLayer(
                Graph.trace(model, inputs: [example]).optimizedForInference())
        }
    }

    public func logits(for batch: TensorBatch) throws(TorchError) -> Tensor {
        try withoutGradients { () throws(TorchError) in
            try withAutocast(precision, on: device) { () throws(TorchError) in
                try network(batch.inputs).to(.float32)
            }
        }
    }
}
