import Torch

/// A network as another program's file holds it: tensors in, logits out.
protocol ForeignBody: WeightHolding {
    /// `[batch, classes]`, in evaluation and without gradients.
    func logits(of inputs: [Tensor]) throws(TorchError) -> Tensor
}
