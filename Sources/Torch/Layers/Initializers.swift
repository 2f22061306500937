private let uniformInPlace = Operator("aten::uniform_")
private let normalInPlace = Operator("aten::normal_")

/// Initial values for parameters, drawn from the default generator as PyTorch's `nn.init` draws.
extension Tensor {
    /// Uniform within ±`bound`.
    public static func uniform(
        _ shape: [Int], within bound: Double
    ) throws(TorchError) -> Tensor {
        try uniformInPlace(.zeros(shape), .real(-bound), .real(bound))
    }

    /// Normal with mean 0.
    public static func normal(
        _ shape: [Int], deviation: Double
    ) throws(TorchError) -> Tensor {
        try normalInPlace(.zeros(shape), 0.0, .real(deviation))
    }
}
