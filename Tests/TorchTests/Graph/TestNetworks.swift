import Torch

/// A residual network for small pictures whose shortcuts are projections (He and others, 2016).
final class SmallResNet: Layer {
    let conv1: Conv2d
    let bn1: BatchNorm
    let layer1: Sequential
    let layer2: Sequential
    let layer3: Sequential
    let fc: Linear

    init(blocks: Int, widths: [Int] = [16, 32, 64], classes: Int = 10) throws {
        conv1 = try Conv2d(3, widths[0], kernel: 3, padding: 1, bias: false)
        bn1 = try BatchNorm(widths[0])
        var inputs = widths[0]
        let stages = try widths.enumerated().map { index, width in
            try Sequential(
                (0..<blocks).map { block in
                    defer { inputs = width }
                    return try ResidualBlock(
                        inputs, width, stride: index > 0 && block == 0 ? 2 : 1)
                })
        }
        (layer1, layer2, layer3) = (stages[0], stages[1], stages[2])
        fc = try Linear(widths[2], classes)
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        var x = try bn1(conv1(input)).relu()
        x = try layer3(layer2(layer1(x)))
        return try fc(x.adaptiveAveragePool2d([1, 1]).flattened(from: 1))
    }
}

/// Two convolutions with a shortcut around them.
final class ResidualBlock: Layer {
    let conv1: Conv2d
    let bn1: BatchNorm
    let conv2: Conv2d
    let bn2: BatchNorm
    let downsample: Sequential?

    init(_ inputs: Int, _ outputs: Int, stride: Int) throws {
        conv1 = try Conv2d(inputs, outputs, kernel: 3, stride: stride, padding: 1, bias: false)
        bn1 = try BatchNorm(outputs)
        conv2 = try Conv2d(outputs, outputs, kernel: 3, padding: 1, bias: false)
        bn2 = try BatchNorm(outputs)
        downsample =
            stride == 1 && inputs == outputs
            ? nil
            : Sequential(
                try Conv2d(inputs, outputs, kernel: 1, stride: stride, bias: false),
                try BatchNorm(outputs))
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        let inner = try bn2(conv2(bn1(conv1(input)).relu()))
        let shortcut = try downsample.map { layer throws(TorchError) in try layer(input) } ?? input
        return try (inner + shortcut).relu()
    }
}

/// A layer that computes what a closure says.
final class Computation: Layer {
    let part: (any Layer)?
    private let body: (Tensor) throws(TorchError) -> Tensor

    init(
        with part: (any Layer)? = nil, _ body: @escaping (Tensor) throws(TorchError) -> Tensor
    ) {
        self.part = part
        self.body = body
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor { try body(input) }
}

/// Gives batch norms statistics as after training, so that folding has something to fold.
func randomizeStatistics(of module: any Module) throws {
    try RandomGenerator.seed(7)
    for (path, tensor) in module.state() {
        try withoutGradients {
            if path.hasSuffix("running_var") {
                try tensor.copy(from: Tensor.random(tensor.shape) + 0.5)
            } else if path.hasSuffix("running_mean") || path.contains("bn") {
                let offset = path.hasSuffix("weight") ? 1.0 : 0
                try tensor.copy(
                    from: (Tensor.randomNormal(tensor.shape.isEmpty ? [] : tensor.shape) * 0.1
                        + offset).to(tensor.scalarType))
            }
        }
    }
}

/// The largest difference between elements of two tensors of one shape.
func largestDifference(_ first: Tensor, _ second: Tensor) throws -> Double {
    precondition(first.shape == second.shape, "\(first) and \(second)")
    return try (first - second).absoluteValue().maximum().item()
}
