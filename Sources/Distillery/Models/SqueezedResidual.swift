import Torch

/// The block of MobileNetV3: an inverted residual with squeeze-and-excitation.
final class SqueezedResidual: Layer {
    let block: Sequential
    let isResidual: Bool

    init(
        _ inputs: Int, _ outputs: Int, _ row: MobileNetV3.Row, expanded: Int, stride: Int
    ) throws(TorchError) {
        func unit(
            _ inputs: Int, _ outputs: Int, kernel: Int = 1, stride: Int = 1, groups: Int = 1,
            _ activation: Activation.Kind?
        ) throws(TorchError) -> Sequential {
            try makeConvolutionUnit(
                inputs, outputs, kernel: kernel, stride: stride, groups: groups,
                activation: activation, epsilon: MobileNetV3.epsilon,
                momentum: MobileNetV3.momentum)
        }
        var layers: [any Layer] = []
        if expanded != inputs { layers.append(try unit(inputs, expanded, row.activation)) }
        layers.append(
            try unit(
                expanded, expanded, kernel: row.kernel, stride: stride, groups: expanded,
                row.activation))
        if row.squeezes {
            layers.append(
                try SqueezeExcite(
                    expanded, squeezed: roundedToEights(Double(expanded / 4)), gate: .hardSigmoid))
        }
        layers.append(try unit(expanded, outputs, nil))
        block = Sequential(layers)
        isResidual = stride == 1 && inputs == outputs
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        let output = try block(input)
        return isResidual ? try input + output : output
    }
}
