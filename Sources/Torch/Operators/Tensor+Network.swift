private let linearOperator = Operator("aten::linear")
private let conv1dOperator = Operator("aten::conv1d")
private let conv2dOperator = Operator("aten::conv2d")
private let convTranspose2dOperator = Operator("aten::conv_transpose2d", overload: "input")
private let batchNormOperator = Operator("aten::batch_norm")
private let layerNormOperator = Operator("aten::layer_norm")
private let groupNormOperator = Operator("aten::group_norm")
private let maxPoolOperator = Operator("aten::max_pool2d")
private let averagePoolOperator = Operator("aten::avg_pool2d")
private let adaptiveAveragePoolOperator = Operator("aten::adaptive_avg_pool2d")
private let adaptiveMaxPoolOperator = Operator("aten::adaptive_max_pool2d")
private let embeddingOperator = Operator("aten::embedding")
private let channelShuffleOperator = Operator("aten::channel_shuffle")
private let lstmOperator = Operator("aten::lstm", overload: "input")
private let attentionOperator = Operator("aten::scaled_dot_product_attention")

/// What the layers of neural networks compute; each follows the PyTorch function of its name.
extension Tensor {
    /// x · weightᵀ + bias; `[…, in]` to `[…, out]` with weight `[out, in]`.
    public func linear(weight: Tensor, bias: Tensor? = nil) throws(TorchError) -> Tensor {
        try linearOperator(self, .tensor(weight), .optional(bias))
    }

    /// Convolution along one dimension; `[N, C, L]`, weight `[out, C / groups, k]`.
    public func convolution1d(
        weight: Tensor, bias: Tensor? = nil, stride: Int = 1, padding: Int = 0, dilation: Int = 1,
        groups: Int = 1
    ) throws(TorchError) -> Tensor {
        try conv1dOperator(
            self, .tensor(weight), .optional(bias), .integers([stride]), .integers([padding]),
            .integers([dilation]), .integer(groups))
    }

    /// Convolution of pictures; `[N, C, H, W]`, weight `[out, C / groups, kh, kw]`, pairs are (height, width).
    public func convolution2d(
        weight: Tensor, bias: Tensor? = nil, stride: [Int] = [1, 1], padding: [Int] = [0, 0],
        dilation: [Int] = [1, 1], groups: Int = 1
    ) throws(TorchError) -> Tensor {
        try conv2dOperator(
            self, .tensor(weight), .optional(bias), .integers(stride), .integers(padding),
            .integers(dilation), .integer(groups))
    }

    /// Transposed convolution of pictures; weight `[C, out / groups, kh, kw]`.
    public func transposedConvolution2d(
        weight: Tensor, bias: Tensor? = nil, stride: [Int] = [1, 1], padding: [Int] = [0, 0],
        outputPadding: [Int] = [0, 0], groups: Int = 1, dilation: [Int] = [1, 1]
    ) throws(TorchError) -> Tensor {
        try convTranspose2dOperator(
            self, .tensor(weight), .optional(bias), .integers(stride), .integers(padding),
            .integers(outputPadding), .integer(groups), .integers(dilation))
    }

    /// Batch normalisation over dimension 1; in training it updates the running statistics.
    public func batchNorm(
        weight: Tensor?, bias: Tensor?, runningMean: Tensor?, runningVariance: Tensor?,
        isTraining: Bool, momentum: Double, epsilon: Double
    ) throws(TorchError) -> Tensor {
        try batchNormOperator(
            self, .optional(weight), .optional(bias), .optional(runningMean),
            .optional(runningVariance), .bool(isTraining), .real(momentum), .real(epsilon), true)
    }

    /// Normalisation over the last dimensions, whose sizes are `shape`.
    public func layerNorm(
        shape: [Int], weight: Tensor?, bias: Tensor?, epsilon: Double = 1e-5
    ) throws(TorchError) -> Tensor {
        try layerNormOperator(
            self, .integers(shape), .optional(weight), .optional(bias), .real(epsilon), true)
    }

    /// Normalisation over groups of channels.
    public func groupNorm(
        groups: Int, weight: Tensor?, bias: Tensor?, epsilon: Double = 1e-5
    ) throws(TorchError) -> Tensor {
        try groupNormOperator(
            self, .integer(groups), .optional(weight), .optional(bias), .real(epsilon), true)
    }

    public func maxPool2d(
        kernel: [Int], stride: [Int], padding: [Int] = [0, 0], roundingUp: Bool = false
    ) throws(TorchError) -> Tensor {
        try maxPoolOperator(
            self, .integers(kernel), .integers(stride), .integers(padding), .integers([1, 1]),
            .bool(roundingUp))
    }

    public func averagePool2d(
        kernel: [Int], stride: [Int], padding: [Int] = [0, 0], roundingUp: Bool = false,
        countingPadding: Bool = true
    ) throws(TorchError) -> Tensor {
        try averagePoolOperator(
            self, .integers(kernel), .integers(stride), .integers(padding), .bool(roundingUp),
            .bool(countingPadding), .none)
    }

    /// Averages into a grid of the given height and width.
    public func adaptiveAveragePool2d(_ size: [Int]) throws(TorchError) -> Tensor {
        try adaptiveAveragePoolOperator(self, .integers(size))
    }

    /// Maxima of a grid of the given height and width.
    public func adaptiveMaxPool2d(_ size: [Int]) throws(TorchError) -> Tensor {
        try adaptiveMaxPoolOperator.tensors(.tensor(self), .integers(size))[0]
    }

    /// Rows of `weight` `[count, width]` at these indices (`int64`); shape `[…, width]`.
    public func embedding(
        weight: Tensor, paddingIndex: Int? = nil
    ) throws(TorchError) -> Tensor {
        try embeddingOperator(.tensor(weight), .tensor(self), .integer(paddingIndex ?? -1))
    }

    /// Channels of `[N, C, H, W]` dealt out over groups (Zhang et al., ShuffleNet, 2018).
    public func channelShuffle(groups: Int) throws(TorchError) -> Tensor {
        try channelShuffleOperator(self, .integer(groups))
    }

    /// A recurrent layer with gates (Hochreiter and Schmidhuber, 1997), from the first step to the last.
    ///
    /// `[N, L, inputs]` to its states `[N, L, width]`. It begins with `state` as output and memory,
    /// both `[1, N, width]`. `weights`: input to gates `[4 · width, inputs]`, output to gates
    /// `[4 · width, width]`, and two biases `[4 · width]`; the gates are input, forget, cell, output.
    public func lstm(weights: [Tensor], state: Tensor) throws(TorchError) -> Tensor {
        let results = try lstmOperator.tensors(
            .tensor(self), .tensors([state, state]), .tensors(weights), true, .integer(1),
            .real(0), .bool(gradientsAreRecorded), false, true)
        return results[0]
    }

    /// softmax(q · kᵀ / √d + mask) · v; q, k, v are `[N, heads, length, d]`.
    ///
    /// The engine's fused operator, which knows no dropout on a CPU; there it is written out.
    public func attention(
        keys: Tensor, values: Tensor, mask: Tensor? = nil, dropout: Double = 0,
        isCausal: Bool = false
    ) throws(TorchError) -> Tensor {
        guard dropout > 0, device == .cpu, !isCausal,
            mask?.scalarType.isFloatingPoint ?? true, let width = shape.last
        else {
            return try attentionOperator(
                self, .tensor(keys), .tensor(values), .optional(mask), .real(dropout),
                .bool(isCausal))
        }
        let scores = try (self * (1 / Double(width).squareRoot())).matrixProduct(
            with: keys.transposed(2, 3))
        if let mask { try scores.add(inPlace: mask) }
        return try scores.softmax(dimension: -1).dropout(probability: dropout, isTraining: true)
            .matrixProduct(with: values)
    }
}
