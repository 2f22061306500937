private let addTensor = Operator("aten::add", overload: "Tensor")
private let addScalar = Operator("aten::add", overload: "Scalar")
private let subtractTensor = Operator("aten::sub", overload: "Tensor")
private let subtractScalar = Operator("aten::sub", overload: "Scalar")
private let reverseSubtract = Operator("aten::rsub", overload: "Scalar")
private let multiplyTensor = Operator("aten::mul", overload: "Tensor")
private let multiplyScalar = Operator("aten::mul", overload: "Scalar")
private let divideTensor = Operator("aten::div", overload: "Tensor")
private let divideScalar = Operator("aten::div", overload: "Scalar")
private let reciprocalOperator = Operator("aten::reciprocal")
private let negateOperator = Operator("aten::neg")
private let powScalar = Operator("aten::pow", overload: "Tensor_Scalar")
private let squareOperator = Operator("aten::square")
private let sqrtOperator = Operator("aten::sqrt")
private let absOperator = Operator("aten::abs")
private let expOperator = Operator("aten::exp")
private let logOperator = Operator("aten::log")
private let clampOperator = Operator("aten::clamp")
private let maximumOperator = Operator("aten::maximum")
private let minimumOperator = Operator("aten::minimum")
private let matmulOperator = Operator("aten::matmul")
private let addInPlace = Operator("aten::add_", overload: "Tensor")
private let multiplyInPlace = Operator("aten::mul_", overload: "Scalar")
private let roundOperator = Operator("aten::round")
private let copyInPlace = Operator("aten::copy_")
private let indexCopyInPlace = Operator("aten::index_copy_")
private let fillInPlace = Operator("aten::fill_", overload: "Scalar")

extension Tensor {
    public static func + (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
        try addTensor(left, .tensor(right))
    }

    public static func + (left: Tensor, right: Double) throws(TorchError) -> Tensor {
        try addScalar(left, .real(right))
    }

    public static func + (left: Double, right: Tensor) throws(TorchError) -> Tensor {
        try right + left
    }

    public static func - (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
        try subtractTensor(left, .tensor(right))
    }

    public static func - (left: Tensor, right: Double) throws(TorchError) -> Tensor {
        try subtractScalar(left, .real(right))
    }

    public static func - (left: Double, right: Tensor) throws(TorchError) -> Tensor {
        try reverseSubtract(right, .real(left))
    }

    public static func * (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
        try multiplyTensor(left, .tensor(right))
    }

    public static func * (left: Tensor, right: Double) throws(TorchError) -> Tensor {
        try multiplyScalar(left, .real(right))
    }

    public static func * (left: Double, right: Tensor) throws(TorchError) -> Tensor {
        try right * left
    }

    public static func / (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
        try divideTensor(left, .tensor(right))
    }

    public static func / (left: Tensor, right: Double) throws(TorchError) -> Tensor {
        try divideScalar(left, .real(right))
    }

    public static prefix func - (operand: Tensor) throws(TorchError) -> Tensor {
        try negateOperator(operand)
    }

    /// Element-wise 1 / x.
    public func reciprocal() throws(TorchError) -> Tensor { try reciprocalOperator(self) }

    /// Element-wise power.
    public func power(_ exponent: Double) throws(TorchError) -> Tensor {
        try powScalar(self, .real(exponent))
    }

    public func square() throws(TorchError) -> Tensor { try squareOperator(self) }

    /// The nearest whole number; of two as near the even one.
    public func rounded() throws(TorchError) -> Tensor { try roundOperator(self) }

    public func squareRoot() throws(TorchError) -> Tensor { try sqrtOperator(self) }

    public func absoluteValue() throws(TorchError) -> Tensor { try absOperator(self) }

    public func exponential() throws(TorchError) -> Tensor { try expOperator(self) }

    /// Natural logarithm.
    public func logarithm() throws(TorchError) -> Tensor { try logOperator(self) }

    /// Limits every element to the bounds given.
    public func clamped(
        minimum: Double? = nil, maximum: Double? = nil
    ) throws(TorchError) -> Tensor {
        try clampOperator(
            self, minimum.map(Value.real) ?? .none, maximum.map(Value.real) ?? .none)
    }

    /// The larger of both, element by element.
    public func maximum(with other: Tensor) throws(TorchError) -> Tensor {
        try maximumOperator(self, .tensor(other))
    }

    /// The smaller of both, element by element.
    public func minimum(with other: Tensor) throws(TorchError) -> Tensor {
        try minimumOperator(self, .tensor(other))
    }

    /// Matrix product, batched as NumPy's.
    public func matrixProduct(with other: Tensor) throws(TorchError) -> Tensor {
        try matmulOperator(self, .tensor(other))
    }
}

/// Operators that change a tensor's elements where they are.
extension Tensor {
    /// Adds `other` times `scale`.
    public func add(inPlace other: Tensor, scale: Double = 1) throws(TorchError) {
        try addInPlace(self, .tensor(other), .real(scale))
    }

    public func multiply(inPlace factor: Double) throws(TorchError) {
        try multiplyInPlace(self, .real(factor))
    }

    /// Takes over the elements of `source`, of a shape that broadcasts to this one's.
    public func copy(from source: Tensor) throws(TorchError) {
        try copyInPlace(self, .tensor(source))
    }

    /// Takes over the slices of `source` along a dimension, at `indices` (`int64`, one dimension).
    public func copy(
        from source: Tensor, along dimension: Int, at indices: Tensor
    ) throws(TorchError) {
        try indexCopyInPlace(self, .integer(dimension), .tensor(indices), .tensor(source))
    }

    public func fill(with value: Double) throws(TorchError) { try fillInPlace(self, .real(value)) }
}
