import Torch

/// One level of knowledge review: the student's map fused with what came from the level above, by
/// attention pixel by pixel (ABF of Chen et al., 2021).
final class AttentionFusion: Module {
    let conv1: Conv2d
    let bn1: BatchNorm
    /// The shares of both maps; nil on the last level, above which there is nothing.
    let attention: Conv2d?
    let conv2: Conv2d
    let bn2: BatchNorm

    /// - Parameters:
    ///   - inputs: channels of the student's map.
    ///   - middle: channels of what goes from level to level.
    ///   - outputs: channels of the teacher's map.
    init(_ inputs: Int, middle: Int, outputs: Int, isFused: Bool) throws(TorchError) {
        conv1 = try Conv2d(inputs, middle, kernel: 1, bias: false)
        bn1 = try BatchNorm(middle)
        attention = isFused ? try Conv2d(2 * middle, 2, kernel: 1) : nil
        conv2 = try Conv2d(middle, outputs, kernel: 3, padding: 1, bias: false)
        bn2 = try BatchNorm(outputs)
        for convolution in [conv1, conv2] {
            try convolution.weight.initialize(.kaimingUniform(gain: .linear))
        }
    }

    /// - Parameters:
    ///   - map: the student's, `[N, inputs, H, W]`.
    ///   - above: the `next` of the level above.
    ///   - size: height and width of the teacher's map.
    /// - Returns: what is compared with the teacher's map, `[N, outputs] + size`, and what the level
    ///   below takes, `[N, middle] + size`.
    func callAsFunction(
        _ map: Tensor, above: Tensor?, size: [Int]
    ) throws(TorchError) -> (compared: Tensor, next: Tensor) {
        var fused = try bn1(conv1(map))
        if let above, let attention {
            let lower = try above.repeated(to: Array(fused.shape.suffix(2)))
            let shares = try attention(.concatenated([fused, lower], dimension: 1)).sigmoid()
                .chunks(2, dimension: 1)
            fused = try fused * shares[0] + lower * shares[1]
        }
        let next = try fused.repeated(to: size)
        return (try bn2(conv2(next)), next)
    }
}

extension Tensor {
    /// The map at another size, each pixel the nearest one.
    fileprivate func repeated(to size: [Int]) throws(TorchError) -> Tensor {
        Array(shape.suffix(2)) == size
            ? self : try resized(height: size[0], width: size[1], interpolation: .nearest)
    }
}
