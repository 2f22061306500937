private let sumOperator = Operator("aten::sum", overload: "dim_IntList")
private let sumAllOperator = Operator("aten::sum")
private let meanOperator = Operator("aten::mean", overload: "dim")
private let meanAllOperator = Operator("aten::mean")
private let varianceOperator = Operator("aten::var", overload: "dim")
private let logSumExpOperator = Operator("aten::logsumexp")
private let normOperator = Operator("aten::linalg_vector_norm")
private let maxAllOperator = Operator("aten::max")
private let largestOperator = Operator("aten::amax")
private let minAllOperator = Operator("aten::min")
private let argmaxOperator = Operator("aten::argmax")
private let topkOperator = Operator("aten::topk")
private let quantileOperator = Operator("aten::quantile", overload: "scalar")
private let cumulativeSumOperator = Operator("aten::cumsum")
private let finiteOperator = Operator("aten::isfinite")
private let allOperator = Operator("aten::all")

extension Tensor {
    /// The sum of all elements, without dimensions.
    public func sum() throws(TorchError) -> Tensor { try sumAllOperator(self) }

    /// The sum over `dimensions`.
    public func sum(dimensions: [Int], keeping: Bool = false) throws(TorchError) -> Tensor {
        try sumOperator(self, .integers(dimensions), .bool(keeping))
    }

    /// The sum over one dimension.
    public func sum(dimension: Int, keeping: Bool = false) throws(TorchError) -> Tensor {
        try sum(dimensions: [dimension], keeping: keeping)
    }

    /// The mean of all elements, without dimensions.
    public func mean() throws(TorchError) -> Tensor { try meanAllOperator(self) }

    /// The mean over `dimensions`.
    public func mean(dimensions: [Int], keeping: Bool = false) throws(TorchError) -> Tensor {
        try meanOperator(self, .integers(dimensions), .bool(keeping))
    }

    /// The mean over one dimension.
    public func mean(dimension: Int, keeping: Bool = false) throws(TorchError) -> Tensor {
        try mean(dimensions: [dimension], keeping: keeping)
    }

    /// The variance over `dimensions`; unbiased divides by n - 1.
    public func variance(
        dimensions: [Int], unbiased: Bool = true, keeping: Bool = false
    ) throws(TorchError) -> Tensor {
        try varianceOperator(self, .integers(dimensions), .bool(unbiased), .bool(keeping))
    }

    /// The sums up to each place along a dimension, that place included; whole numbers are `int64`.
    public func cumulativeSum(dimension: Int) throws(TorchError) -> Tensor {
        try cumulativeSumOperator(self, .integer(dimension))
    }

    /// The logarithm of the sum of exponentials along a dimension, without overflow.
    public func logSumExp(dimension: Int, keeping: Bool = false) throws(TorchError) -> Tensor {
        try logSumExpOperator(self, .integers([dimension]), .bool(keeping))
    }

    /// The vector norm of the given order over `dimensions`, or over all elements.
    public func norm(
        order: Double = 2, dimensions: [Int]? = nil, keeping: Bool = false
    ) throws(TorchError) -> Tensor {
        try normOperator(
            self, .real(order), dimensions.map(Value.integers) ?? .none, .bool(keeping))
    }

    /// The largest element, without dimensions.
    public func maximum() throws(TorchError) -> Tensor { try maxAllOperator(self) }

    /// The largest element along a dimension; the gradient is shared among equals.
    public func maximum(dimension: Int, keeping: Bool = false) throws(TorchError) -> Tensor {
        try largestOperator(self, .integers([dimension]), .bool(keeping))
    }

    /// The smallest element, without dimensions.
    public func minimum() throws(TorchError) -> Tensor { try minAllOperator(self) }

    /// The index of the largest element along a dimension, `int64`.
    public func argmax(dimension: Int, keeping: Bool = false) throws(TorchError) -> Tensor {
        try argmaxOperator(self, .integer(dimension), .bool(keeping))
    }

    /// The `count` largest elements along a dimension, in falling order, and their indices.
    public func top(
        _ count: Int, dimension: Int = -1
    ) throws(TorchError) -> (values: Tensor, indices: Tensor) {
        let results = try topkOperator.tensors(
            .tensor(self), .integer(count), .integer(dimension))
        return (results[0], results[1])
    }

    /// The number that a share of all elements is not above, as a scalar: 0.5 is the median.
    ///
    /// Between two elements it is interpolated.
    public func quantile(_ share: Double) throws(TorchError) -> Tensor {
        try quantileOperator(self, .real(share))
    }

    /// Whether no element is infinite or not a number.
    public func isFinite() throws(TorchError) -> Bool {
        try allOperator(try finiteOperator(self)).item() != 0
    }
}
