import Torch

extension Module {
    /// Redraws all convolutions for rectifiers: normal with variance 2 / (outputs · kernel²).
    ///
    /// Biases become zero. He et al.: Delving deep into rectifiers, 2015; torchvision's
    /// `kaiming_normal_` with `fan_out`.
    func initializeConvolutions() throws(TorchError) {
        for case (_, let layer as Conv2d) in namedModules() {
            try layer.weight.initialize(.kaimingNormal(fan: .output, gain: .relu))
            try layer.bias?.initialize(.zeros)
        }
    }

    /// Redraws all linear layers: normal with this deviation, biases zero.
    func initializeLinearLayers(deviation: Double) throws(TorchError) {
        for case (_, let layer as Linear) in namedModules() {
            try layer.weight.initialize(.normal(deviation: deviation))
            try layer.bias?.initialize(.zeros)
        }
    }

    /// Redraws all linear layers as timm does for vision transformers: normal with deviation 0.02
    /// within ±2, biases zero.
    func initializeTransformerLayers() throws(TorchError) {
        for case (_, let layer as Linear) in namedModules() {
            try layer.weight.initialize(.truncatedNormal(deviation: 0.02))
            try layer.bias?.initialize(.zeros)
        }
    }
}
