/// The largest element of each window of a picture.
public final class MaxPool2d: Layer {
    public let kernel: Int
    public let stride: Int
    public let padding: Int
    public let roundingUp: Bool

    public init(kernel: Int, stride: Int? = nil, padding: Int = 0, roundingUp: Bool = false) {
        self.kernel = kernel
        self.stride = stride ?? kernel
        self.padding = padding
        self.roundingUp = roundingUp
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try input.maxPool2d(
            kernel: [kernel, kernel], stride: [stride, stride], padding: [padding, padding],
            roundingUp: roundingUp)
    }
}

/// The mean of each window of a picture.
public final class AveragePool2d: Layer {
    public let kernel: Int
    public let stride: Int
    public let padding: Int

    public init(kernel: Int, stride: Int? = nil, padding: Int = 0) {
        self.kernel = kernel
        self.stride = stride ?? kernel
        self.padding = padding
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try input.averagePool2d(
            kernel: [kernel, kernel], stride: [stride, stride], padding: [padding, padding])
    }
}

/// The mean over all pixels, or over a grid of cells, whatever the picture's size.
///
/// `[N, C, H, W]` to `[N, C, size, size]`.
public final class AdaptiveAveragePool2d: Layer {
    public let size: Int

    public init(size: Int = 1) { self.size = size }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try input.adaptiveAveragePool2d([size, size])
    }
}

/// The largest element of all pixels, or of each cell of a grid, whatever the picture's size.
///
/// `[N, C, H, W]` to `[N, C, size, size]`.
public final class AdaptiveMaxPool2d: Layer {
    public let size: Int

    public init(size: Int = 1) { self.size = size }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try input.adaptiveMaxPool2d([size, size])
    }
}
