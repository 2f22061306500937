private let zerosOperator = Operator("aten::zeros")
private let onesOperator = Operator("aten::ones")
private let fullOperator = Operator("aten::full")
private let emptyOperator = Operator("aten::empty", overload: "memory_format")
private let emptyLikeOperator = Operator("aten::empty_like")
private let zerosLikeOperator = Operator("aten::zeros_like")
private let onesLikeOperator = Operator("aten::ones_like")
private let arangeOperator = Operator("aten::arange", overload: "start_step")
private let randOperator = Operator("aten::rand")
private let randnOperator = Operator("aten::randn")
private let randintOperator = Operator("aten::randint")
private let randpermOperator = Operator("aten::randperm")
private let eyeOperator = Operator("aten::eye")

/// Trailing arguments of every factory: element type, layout, device.
private func options(_ scalarType: ScalarType, _ device: Device) -> [Value] {
    [.scalarType(scalarType), .none, .device(device)]
}

extension Tensor {
    /// All zeros.
    public static func zeros(
        _ shape: [Int], scalarType: ScalarType = .float32, device: Device = .cpu
    ) throws(TorchError) -> Tensor {
        try made(zerosOperator, [.integers(shape)] + options(scalarType, device))
    }

    /// All ones.
    public static func ones(
        _ shape: [Int], scalarType: ScalarType = .float32, device: Device = .cpu
    ) throws(TorchError) -> Tensor {
        try made(onesOperator, [.integers(shape)] + options(scalarType, device))
    }

    /// Every element equal to `value`.
    public static func full(
        _ shape: [Int], _ value: Double, scalarType: ScalarType = .float32, device: Device = .cpu
    ) throws(TorchError) -> Tensor {
        try made(fullOperator, [.integers(shape), .real(value)] + options(scalarType, device))
    }

    /// The numbers from `start` up to, not including, `end`.
    public static func arange(
        from start: Int = 0, to end: Int, by step: Int = 1, scalarType: ScalarType = .int64,
        device: Device = .cpu
    ) throws(TorchError) -> Tensor {
        try made(
            arangeOperator,
            [.integer(start), .integer(end), .integer(step)] + options(scalarType, device))
    }

    /// Uniform in [0, 1), from the device's default generator.
    public static func random(
        _ shape: [Int], scalarType: ScalarType = .float32, device: Device = .cpu
    ) throws(TorchError) -> Tensor {
        try made(randOperator, [.integers(shape)] + options(scalarType, device))
    }

    /// Standard normal, from the device's default generator.
    public static func randomNormal(
        _ shape: [Int], scalarType: ScalarType = .float32, device: Device = .cpu
    ) throws(TorchError) -> Tensor {
        try made(randnOperator, [.integers(shape)] + options(scalarType, device))
    }

    /// Whole numbers of 0 ..< `bound`, each as likely, `int64`, from the device's default generator.
    public static func randomIntegers(
        below bound: Int, _ shape: [Int], device: Device = .cpu
    ) throws(TorchError) -> Tensor {
        try made(
            randintOperator, [.integer(bound), .integers(shape)] + options(.int64, device))
    }

    /// A permutation of 0 ..< `count`.
    public static func randomPermutation(
        _ count: Int, device: Device = .cpu
    ) throws(TorchError) -> Tensor {
        try made(randpermOperator, [.integer(count)] + options(.int64, device))
    }

    /// The identity matrix `[size, size]`.
    public static func identity(
        _ size: Int, scalarType: ScalarType = .float32, device: Device = .cpu
    ) throws(TorchError) -> Tensor {
        try made(eyeOperator, [.integer(size)] + options(scalarType, device))
    }

    /// Zeros of this tensor's shape, type, device and layout.
    public func zerosLike() throws(TorchError) -> Tensor { try zerosLikeOperator(self) }

    /// Ones of this tensor's shape, type, device and layout.
    public func onesLike() throws(TorchError) -> Tensor { try onesLikeOperator(self) }

    /// Uninitialised elements.
    static func empty(
        _ shape: [Int], scalarType: ScalarType = .float32, device: Device = .cpu
    ) throws(TorchError) -> Tensor {
        try made(emptyOperator, [.integers(shape)] + options(scalarType, device))
    }

    /// Uninitialised elements of this tensor's shape, type, device and layout.
    public func emptyLike() throws(TorchError) -> Tensor { try emptyLikeOperator(self) }

    private static func made(
        _ factory: Operator, _ arguments: [Value]
    ) throws(TorchError) -> Tensor {
        guard case .tensor(let tensor)? = try factory.call(arguments).first else {
            throw .unexpectedResult(
                name: factory.fullName, expected: "a tensor", found: "something else")
        }
        return tensor
    }
}
