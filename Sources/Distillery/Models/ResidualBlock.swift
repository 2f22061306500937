import Torch

/// The block of ResNet: two 3×3 convolutions and a shortcut around them (He et al., 2015).
///
/// `[N, inputs, H, W]` to `[N, outputs, H / stride, W / stride]`. Taps: `sum` is the output before
/// the last ReLU.
final class ResidualBlock: Layer {
    let conv1: Conv2d
    let bn1: BatchNorm
    let relu1 = Activation(.relu, inPlace: true)
    let conv2: Conv2d
    let bn2: BatchNorm
    let downsample: (any Layer)?
    let sum = Identity()
    let relu = Activation(.relu, inPlace: true)

    init(
        _ inputs: Int, _ outputs: Int, stride: Int, shortcut: ModelConfiguration.Shortcut
    ) throws(TorchError) {
        conv1 = try Conv2d(inputs, outputs, kernel: 3, stride: stride, padding: 1, bias: false)
        bn1 = try BatchNorm(outputs)
        conv2 = try Conv2d(outputs, outputs, kernel: 3, padding: 1, bias: false)
        bn2 = try BatchNorm(outputs)
        downsample = try makeShortcut(inputs, outputs, stride: stride, shortcut)
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        let residual = try bn2(conv2(relu1(bn1(conv1(input)))))
        let shortcut = try downsample?(input) ?? input
        return try relu(sum(residual + shortcut))
    }
}

/// The bottleneck of the deeper ResNets: 1×1, 3×3 and 1×1 convolutions and a shortcut (He et al.,
/// 2015), with the stride in the 3×3 one, as torchvision has it.
///
/// `[N, inputs, H, W]` to `[N, 4 · width, H / stride, W / stride]`. Taps as in `ResidualBlock`.
final class BottleneckBlock: Layer {
    static let expansion = 4

    let conv1: Conv2d
    let bn1: BatchNorm
    let relu1 = Activation(.relu, inPlace: true)
    let conv2: Conv2d
    let bn2: BatchNorm
    let relu2 = Activation(.relu, inPlace: true)
    let conv3: Conv2d
    let bn3: BatchNorm
    let downsample: (any Layer)?
    let sum = Identity()
    let relu = Activation(.relu, inPlace: true)

    init(_ inputs: Int, width: Int, stride: Int) throws(TorchError) {
        let outputs = width * Self.expansion
        conv1 = try Conv2d(inputs, width, kernel: 1, bias: false)
        bn1 = try BatchNorm(width)
        conv2 = try Conv2d(width, width, kernel: 3, stride: stride, padding: 1, bias: false)
        bn2 = try BatchNorm(width)
        conv3 = try Conv2d(width, outputs, kernel: 1, bias: false)
        bn3 = try BatchNorm(outputs)
        downsample = try makeShortcut(inputs, outputs, stride: stride, .projection)
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        let narrowed = try relu1(bn1(conv1(input)))
        let residual = try bn3(conv3(relu2(bn2(conv2(narrowed)))))
        let shortcut = try downsample?(input) ?? input
        return try relu(sum(residual + shortcut))
    }
}

/// What leads the input around a block, `nil` where it keeps its shape.
private func makeShortcut(
    _ inputs: Int, _ outputs: Int, stride: Int, _ kind: ModelConfiguration.Shortcut
) throws(TorchError) -> (any Layer)? {
    guard stride != 1 || inputs != outputs else { return nil }
    switch kind {
    case .padding: return PaddedShortcut(inputs, outputs, stride: stride)
    case .projection:
        return try Sequential(
            Conv2d(inputs, outputs, kernel: 1, stride: stride, bias: false), BatchNorm(outputs))
    }
}

/// Every `stride`-th pixel, with channels of zeros before and after (He et al., option A).
private final class PaddedShortcut: Layer {
    let before: Int
    let after: Int
    let stride: Int

    init(_ inputs: Int, _ outputs: Int, stride: Int) {
        before = (outputs - inputs) / 2
        after = outputs - inputs - before
        self.stride = stride
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try input.slice(dimension: 2, by: stride).slice(dimension: 3, by: stride)
            .padded([0, 0, 0, 0, before, after])
    }
}
