import Torch

extension Targets {
    /// Where each example's label stands among all classes, `bool` `[batch, classes]`.
    func isLabel(classes: Int) throws(TorchError) -> Tensor {
        try Tensor.arange(to: classes, device: labels.device).equals(labels.unsqueezed(-1))
    }
}
