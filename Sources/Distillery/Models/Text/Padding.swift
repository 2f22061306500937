import Torch

/// Which tokens of a batch are padding, in the two forms that layers take.
///
/// Both are `nil` where no token is, so that attention takes its fastest way. A recorded pass and
/// one on an accelerator always take masks: the graph must serve every batch, and asking the device
/// would wait for it.
struct Padding {
    /// `[N, length]`, 1 for a token of the text and 0 for padding, of the states' type.
    let mask: Tensor?
    /// `[N, 1, 1, length]`, added to the scores of attention.
    let scores: Tensor?

    /// What is added to the score of padding: exp of it is exactly 0, and half precision holds it.
    ///
    /// It is finite, so that a sequence of padding alone gives numbers.
    static let closed = -30_000.0

    init(of tokens: Tensor, scalarType: ScalarType) throws(TorchError) {
        let row = try tokens.tokens(.mask)
        if !operatorsAreRecorded, row.device == .cpu, row.elementCount > 0,
            try row.minimum().item() != 0
        {
            (mask, scores) = (nil, nil)
            return
        }
        let mask = try row.to(scalarType)
        self.mask = mask
        scores = try Self.closing(mask).unsqueezed(1).unsqueezed(1)
    }

    /// 0 for a token of the text and a large negative number for padding.
    static func closing(_ mask: Tensor) throws(TorchError) -> Tensor {
        try (1 - mask) * closed
    }
}
