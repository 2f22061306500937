private let uniformInPlace = Operator("aten::uniform_")
private let normalInPlace = Operator("aten::normal_")

extension Initializer {
    public static var zeros: Initializer { constant(0) }

    public static var ones: Initializer { constant(1) }

    /// Every element equal to `value`.
    public static func constant(_ value: Double) -> Initializer {
        Initializer { tensor throws(TorchError) in try tensor.fill(with: value) }
    }

    /// Uniform in [`lower`, `upper`).
    public static func uniform(from lower: Double = 0, to upper: Double = 1) -> Initializer {
        Initializer { tensor throws(TorchError) in
            try uniformInPlace(tensor, .real(lower), .real(upper))
        }
    }

    /// Uniform within ±`bound`.
    public static func uniform(within bound: Double) -> Initializer {
        uniform(from: -bound, to: bound)
    }

    /// Normal (Gaussian).
    public static func normal(mean: Double = 0, deviation: Double = 1) -> Initializer {
        Initializer { tensor throws(TorchError) in
            try normalInPlace(tensor, .real(mean), .real(deviation))
        }
    }
}

extension Tensor {
    /// Uniform within ±`bound`, from the default generator.
    public static func uniform(
        _ shape: [Int], within bound: Double
    ) throws(TorchError) -> Tensor {
        try drawn(shape, .uniform(within: bound))
    }

    /// Normal with mean 0, from the default generator.
    public static func normal(
        _ shape: [Int], deviation: Double
    ) throws(TorchError) -> Tensor {
        try drawn(shape, .normal(deviation: deviation))
    }

    private static func drawn(
        _ shape: [Int], _ initializer: Initializer
    ) throws(TorchError) -> Tensor {
        let tensor = try zeros(shape)
        try initializer(tensor)
        return tensor
    }
}
