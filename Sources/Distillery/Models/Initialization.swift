import Torch

private let normalInPlace = Operator("aten::normal_")

extension Module {
    /// Redraws all convolutions for rectifiers: normal with variance 2 / (outputs · kernel²).
    ///
    /// Biases become zero. He et al.: Delving deep into rectifiers, 2015; torchvision's
    /// `kaiming_normal_` with `fan_out`.
    func initializeConvolutions() throws(TorchError) {
        try withoutGradients { () throws(TorchError) in
            for case (_, let layer as Conv2d) in namedModules() {
                let shape = layer.weight.tensor.shape
                let fanOut = Double(shape[0] * shape[2] * shape[3])
                try normalInPlace(layer.weight.tensor, 0.0, .real((2 / fanOut).squareRoot()))
                try layer.bias?.tensor.fill(with: 0)
            }
        }
    }

    /// Redraws all linear layers: normal with this deviation, biases zero.
    func initializeLinearLayers(deviation: Double) throws(TorchError) {
        try withoutGradients { () throws(TorchError) in
            for case (_, let layer as Linear) in namedModules() {
                try normalInPlace(layer.weight.tensor, 0.0, .real(deviation))
                try layer.bias?.tensor.fill(with: 0)
            }
        }
    }
}
