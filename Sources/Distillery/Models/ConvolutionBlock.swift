/// One block of `cnn`: convolution, batch normalisation, ReLU.
public struct ConvolutionBlock: Sendable, Hashable {
    /// Channels that the block puts out.
    public var width: Int
    /// The side of the filters; odd.
    public var kernel: Int
    /// A stride of 2 halves the picture's sides.
    public var stride: Int
    /// A filter for each channel, then a 1×1 convolution, each normalised and rectified (Howard et
    /// al., MobileNets, 2017), in place of one full convolution.
    public var separable: Bool

    public init(width: Int, kernel: Int = 3, stride: Int = 1, separable: Bool = false) {
        self.width = width
        self.kernel = kernel
        self.stride = stride
        self.separable = separable
    }
}

extension ConvolutionBlock: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case width, kernel, stride, separable
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        try self.init(
            width: values.decode(.width),
            kernel: values.decode(.kernel, default: 3),
            stride: values.decode(.stride, default: 1),
            separable: values.decode(.separable, default: false))
    }
}
