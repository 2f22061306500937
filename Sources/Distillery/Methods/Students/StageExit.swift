import Torch

/// A classifier at the end of a stage: a bottleneck that brings the map to the size of the network's
/// last one, its mean over positions, and a linear head.
final class StageExit: Module {
    let reduce: Conv2d
    let bn1: BatchNorm
    let shrink: Conv2d
    let bn2: BatchNorm
    let expand: Conv2d
    let bn3: BatchNorm
    let head: Linear

    /// - Parameters:
    ///   - tap: the map that is read, `[N, channels, H, W]`.
    ///   - height: the height of the network's last map, which the convolution in the middle strides to.
    ///   - width: the width of the vector that the network's own head reads.
    init(_ tap: Tap, height: Int, width: Int, classes: Int) throws(TorchError) {
        let middle = max(1, width / 4)
        let ratio = max(1, min(tap.shape[2], tap.shape[3]) / max(height, 1))
        reduce = try Conv2d(tap.channels, middle, kernel: 1, bias: false)
        bn1 = try BatchNorm(middle)
        shrink = try Conv2d(middle, middle, kernel: ratio, stride: ratio, bias: false)
        bn2 = try BatchNorm(middle)
        expand = try Conv2d(middle, width, kernel: 1, bias: false)
        bn3 = try BatchNorm(width)
        head = try Linear(width, classes)
    }

    /// `[N, channels, H, W]` to the vector that the head reads, `[N, width]`.
    func features(of map: Tensor) throws(TorchError) -> Tensor {
        let narrow = try bn1(reduce(map)).relu()
        let small = try bn2(shrink(narrow)).relu()
        return try bn3(expand(small)).relu().mean(dimensions: [2, 3])
    }
}
