import Torch

/// Whatever answers a batch with outputs to learn from.
public protocol Teacher {
    /// Logits `[batch, classes]` for the views of a batch, without autograd.
    func logits(for batch: TensorBatch) throws(TorchError) -> Tensor
}
