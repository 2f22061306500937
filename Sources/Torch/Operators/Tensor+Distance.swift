private let distanceOperator = Operator("aten::cdist")

extension Tensor {
    /// Euclidean distances between rows: `[n, width]` and `[m, width]` to `[n, m]`.
    ///
    /// From differences, never from products, so that equal rows are exactly 0 apart; the gradient is
    /// 0 there.
    public func distances(to other: Tensor) throws(TorchError) -> Tensor {
        // 2: without matrix products.
        try distanceOperator(self, .tensor(other), .real(2), .integer(2))
    }
}
