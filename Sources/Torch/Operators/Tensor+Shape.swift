private let reshapeOperator = Operator("aten::reshape")
private let flattenOperator = Operator("aten::flatten", overload: "using_ints")
private let unflattenOperator = Operator("aten::unflatten", overload: "int")
private let permuteOperator = Operator("aten::permute")
private let transposeOperator = Operator("aten::transpose", overload: "int")
private let unsqueezeOperator = Operator("aten::unsqueeze")
private let squeezeOperator = Operator("aten::squeeze", overload: "dim")
private let expandOperator = Operator("aten::expand")
private let expandLikeOperator = Operator("aten::expand_as")
private let sliceOperator = Operator("aten::slice", overload: "Tensor")
private let selectOperator = Operator("aten::select", overload: "int")
private let indexSelectOperator = Operator("aten::index_select")
private let gatherOperator = Operator("aten::gather")
private let catOperator = Operator("aten::cat")
private let stackOperator = Operator("aten::stack")
private let chunkOperator = Operator("aten::chunk")
private let padOperator = Operator("aten::pad")
private let flipOperator = Operator("aten::flip")
private let contiguousOperator = Operator("aten::contiguous")
private let interpolateBilinear = Operator("aten::upsample_bilinear2d", overload: "vec")
private let interpolateNearest = Operator("aten::upsample_nearest2d", overload: "vec")

extension Tensor {
    /// The same elements under another shape; one size may be -1.
    public func reshaped(_ shape: [Int]) throws(TorchError) -> Tensor {
        try reshapeOperator(self, .integers(shape))
    }

    /// Joins the dimensions from `start` to `end` into one.
    public func flattened(from start: Int = 0, to end: Int = -1) throws(TorchError) -> Tensor {
        try flattenOperator(self, .integer(start), .integer(end))
    }

    /// A dimension split into several of these sizes; the other sizes stay whatever they are.
    public func unflattened(_ dimension: Int, into sizes: [Int]) throws(TorchError) -> Tensor {
        try unflattenOperator(self, .integer(dimension), .integers(sizes))
    }

    /// The dimensions in another order.
    public func permuted(_ order: [Int]) throws(TorchError) -> Tensor {
        try permuteOperator(self, .integers(order))
    }

    /// Two dimensions exchanged.
    public func transposed(_ first: Int, _ second: Int) throws(TorchError) -> Tensor {
        try transposeOperator(self, .integer(first), .integer(second))
    }

    /// A dimension of size 1 put in at `dimension`.
    public func unsqueezed(_ dimension: Int) throws(TorchError) -> Tensor {
        try unsqueezeOperator(self, .integer(dimension))
    }

    /// A dimension of size 1 taken out.
    public func squeezed(_ dimension: Int) throws(TorchError) -> Tensor {
        try squeezeOperator(self, .integer(dimension))
    }

    /// Dimensions of size 1 repeated without copying; -1 keeps a size.
    public func expanded(_ shape: [Int]) throws(TorchError) -> Tensor {
        try expandOperator(self, .integers(shape))
    }

    /// Dimensions of size 1 repeated to the shape of `other`, without copying.
    public func expanded(like other: Tensor) throws(TorchError) -> Tensor {
        try expandLikeOperator(self, .tensor(other))
    }

    /// Elements `start ..< end` along a dimension, every `step`-th.
    public func slice(
        dimension: Int, from start: Int? = nil, to end: Int? = nil, by step: Int = 1
    ) throws(TorchError) -> Tensor {
        try sliceOperator(
            self, .integer(dimension), start.map(Value.integer) ?? .none,
            end.map(Value.integer) ?? .none, .integer(step))
    }

    /// One element along a dimension, which is dropped.
    public func select(dimension: Int, index: Int) throws(TorchError) -> Tensor {
        try selectOperator(self, .integer(dimension), .integer(index))
    }

    /// The elements at `indices` (`int64`, one dimension) along a dimension.
    public func select(dimension: Int, indices: Tensor) throws(TorchError) -> Tensor {
        try indexSelectOperator(self, .integer(dimension), .tensor(indices))
    }

    /// Elements picked along a dimension by an index tensor of the result's shape.
    public func gather(dimension: Int, indices: Tensor) throws(TorchError) -> Tensor {
        try gatherOperator(self, .integer(dimension), .tensor(indices))
    }

    /// Tensors joined along an existing dimension.
    public static func concatenated(
        _ tensors: [Tensor], dimension: Int = 0
    ) throws(TorchError) -> Tensor {
        try catOperator(.tensors(tensors), .integer(dimension))
    }

    /// Tensors of one shape joined along a new dimension.
    public static func stacked(
        _ tensors: [Tensor], dimension: Int = 0
    ) throws(TorchError) -> Tensor {
        try stackOperator(.tensors(tensors), .integer(dimension))
    }

    /// At most `count` parts along a dimension, as equal as they can be.
    public func chunks(_ count: Int, dimension: Int) throws(TorchError) -> [Tensor] {
        try chunkOperator.tensors(.tensor(self), .integer(count), .integer(dimension))
    }

    /// Constant padding; `amounts` are (before, after) pairs from the last dimension backwards.
    public func padded(_ amounts: [Int], value: Double = 0) throws(TorchError) -> Tensor {
        try padOperator(self, .integers(amounts), .string("constant"), .real(value))
    }

    /// The order reversed along `dimensions`.
    public func flipped(dimensions: [Int]) throws(TorchError) -> Tensor {
        try flipOperator(self, .integers(dimensions))
    }

    /// The elements laid out in row-major order, copied only where they are not.
    public func contiguous() throws(TorchError) -> Tensor { try contiguousOperator(self) }

    /// How enlarging a picture batch fills in.
    public enum Interpolation: Sendable { case nearest, bilinear }

    /// A picture batch `[N, C, H, W]` at another height and width.
    public func resized(
        height: Int, width: Int, interpolation: Interpolation = .bilinear
    ) throws(TorchError) -> Tensor {
        switch interpolation {
        case .bilinear:
            try interpolateBilinear(self, .integers([height, width]), .bool(false), .none)
        case .nearest: try interpolateNearest(self, .integers([height, width]), .none)
        }
    }
}
