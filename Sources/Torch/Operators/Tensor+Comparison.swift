private let equalOperator = Operator("aten::eq", overload: "Tensor")
private let equalScalarOperator = Operator("aten::eq", overload: "Scalar")
private let greaterOperator = Operator("aten::gt", overload: "Scalar")
private let lessOperator = Operator("aten::lt", overload: "Scalar")
private let whereOperator = Operator("aten::where", overload: "self")
private let whereScalarOperator = Operator("aten::where", overload: "Scalar")
private let bitwiseEqualOperator = Operator("aten::equal")

extension Tensor {
    /// Element-wise equality, `bool`.
    public func equals(_ other: Tensor) throws(TorchError) -> Tensor {
        try equalOperator(self, .tensor(other))
    }

    /// Element-wise equality with a number, `bool`.
    public func equals(_ number: Double) throws(TorchError) -> Tensor {
        try equalScalarOperator(self, .real(number))
    }

    /// Element-wise x > number, `bool`.
    public func isGreater(than number: Double) throws(TorchError) -> Tensor {
        try greaterOperator(self, .real(number))
    }

    /// Element-wise x < number, `bool`.
    public func isLess(than number: Double) throws(TorchError) -> Tensor {
        try lessOperator(self, .real(number))
    }

    /// `self` where `condition` holds, `other` elsewhere.
    public func replaced(
        where condition: Tensor, with other: Tensor
    ) throws(TorchError) -> Tensor {
        try whereOperator(condition, .tensor(other), .tensor(self))
    }

    /// One number where this `bool` tensor is true, another one elsewhere, `float32`.
    public func choosing(_ number: Double, otherwise other: Double) throws(TorchError) -> Tensor {
        try whereScalarOperator(self, .real(number), .real(other))
    }

    /// Whether both have the same shape and the same elements.
    public func isIdentical(to other: Tensor) throws(TorchError) -> Bool {
        guard
            case .bool(let same)? = try bitwiseEqualOperator.call([.tensor(self), .tensor(other)])
                .first
        else { return false }
        return same
    }
}
