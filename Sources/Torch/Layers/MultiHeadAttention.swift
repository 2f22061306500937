/// Attention of sequences to sequences, in several heads (Vaswani et al., 2017).
///
/// Queries `[N, L, width]`, keys and values `[N, S, width]`, to `[N, L, width]`. Parameters:
/// `in_proj_weight` `[3 · width, width]`, `in_proj_bias`, `out_proj.weight`, `out_proj.bias`, as
/// PyTorch's `nn.MultiheadAttention` with `batch_first`. As a `Layer` it attends to its own input.
public final class MultiHeadAttention: Layer, ModeDependent {
    public let inProjWeight: Parameter
    public let inProjBias: Parameter?
    public let outProj: Linear
    public let heads: Int
    /// The probability with which attention weights are dropped while training.
    public let dropout: Double
    public var isTraining = true

    public init(
        _ width: Int, heads: Int, dropout: Double = 0, bias: Bool = true
    ) throws(TorchError) {
        precondition(width % heads == 0, "\(heads) heads do not divide a width of \(width)")
        // The order of draws is PyTorch's: the output's projection first.
        outProj = try Linear(width, width, bias: bias)
        inProjWeight = try Parameter([3 * width, width], .xavierUniform())
        inProjBias = bias ? try Parameter(.zeros([3 * width])) : nil
        try outProj.bias?.initialize(.zeros)
        self.heads = heads
        self.dropout = dropout
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try attend(input, keys: input, values: input)
    }

    /// What each query finds in the values.
    ///
    /// - Parameters:
    ///   - keyPaddingMask: `[N, S]`; keys to leave out (`bool`), or numbers added to their scores.
    ///   - attentionMask: `[L, S]` or `[N · heads, L, S]`; pairs to leave out, or numbers to add.
    public func callAsFunction(
        _ queries: Tensor, keys: Tensor, values: Tensor, keyPaddingMask: Tensor? = nil,
        attentionMask: Tensor? = nil
    ) throws(TorchError) -> Tensor {
        let output = try attend(
            queries, keys: keys, values: values, keyPaddingMask: keyPaddingMask,
            attentionMask: attentionMask)
        TapSession.current?.offer(output, of: self)
        return output
    }

    private func attend(
        _ queries: Tensor, keys: Tensor, values: Tensor, keyPaddingMask: Tensor? = nil,
        attentionMask: Tensor? = nil
    ) throws(TorchError) -> Tensor {
        let projected = try project(queries, keys, values)
        let mask = try combinedMask(
            keyPaddingMask, attentionMask, scalarType: projected[0].scalarType)
        let attended = try split(projected[0]).attention(
            keys: split(projected[1]), values: split(projected[2]), mask: mask,
            dropout: isTraining ? dropout : 0)
        return try outProj(attended.transposed(1, 2).flattened(from: 2))
    }

    /// Queries, keys and values after their projections; in one product when all are the same.
    private func project(
        _ queries: Tensor, _ keys: Tensor, _ values: Tensor
    ) throws(TorchError) -> [Tensor] {
        if queries === keys, keys === values {
            return try queries.linear(weight: inProjWeight.tensor, bias: inProjBias?.tensor)
                .chunks(3, dimension: -1)
        }
        let weights = try inProjWeight.tensor.chunks(3, dimension: 0)
        let biases = try inProjBias?.tensor.chunks(3, dimension: 0)
        return [
            try queries.linear(weight: weights[0], bias: biases?[0]),
            try keys.linear(weight: weights[1], bias: biases?[1]),
            try values.linear(weight: weights[2], bias: biases?[2]),
        ]
    }

    /// `[N, length, width]` to `[N, heads, length, width / heads]`.
    private func split(_ projected: Tensor) throws(TorchError) -> Tensor {
        let shape = projected.shape
        return try projected.reshaped([shape[0], shape[1], heads, shape[2] / heads])
            .transposed(1, 2)
    }

    /// Both masks as numbers to add to the scores, of a shape that broadcasts to `[N, heads, L, S]`.
    private func combinedMask(
        _ keyPadding: Tensor?, _ attention: Tensor?, scalarType: ScalarType
    ) throws(TorchError) -> Tensor? {
        var terms: [Tensor] = []
        if let keyPadding {
            terms.append(
                try additive(keyPadding, scalarType).unsqueezed(1).unsqueezed(1))
        }
        if let attention {
            let term = try additive(attention, scalarType)
            let shape = term.shape
            terms.append(
                shape.count == 3 ? try term.reshaped([-1, heads] + shape.dropFirst()) : term)
        }
        return terms.count == 2 ? try terms[0] + terms[1] : terms.first
    }

    private func additive(
        _ mask: Tensor, _ scalarType: ScalarType
    ) throws(TorchError) -> Tensor {
        guard mask.knownScalarType == .bool else { return try mask.to(scalarType) }
        let open = try Tensor.zeros(mask.shape, scalarType: scalarType, device: mask.device)
        let shut = try Tensor.full([], -.infinity, scalarType: scalarType, device: mask.device)
        return try open.replaced(where: mask, with: shut)
    }
}
