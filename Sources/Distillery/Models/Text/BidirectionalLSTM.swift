import Torch

/// A recurrent layer with gates that reads a sequence from both ends (Hochreiter and Schmidhuber,
/// 1997; Graves and Schmidhuber, 2005).
///
/// `[N, length, inputs]` to `[N, length, 2 · width]`, the forward direction first. The mask is
/// `Padding.mask`: the backward direction begins at each sequence's last token, so that the states
/// of tokens are those of a packed sequence in PyTorch. Names of parameters are those of `nn.LSTM`.
final class BidirectionalLSTM: MaskedLayer {
    let ahead: Direction
    let back: Direction

    var pathNames: [String: String] { ["ahead": "", "back": ""] }

    /// Initialised as PyTorch does: all uniform within ±1/√width.
    init(_ inputs: Int, _ width: Int) throws(TorchError) {
        ahead = try Direction(inputs, width, suffix: "l0")
        back = try Direction(inputs, width, suffix: "l0_reverse")
    }

    /// The weights of one direction.
    final class Direction: Module {
        let inputWeight: Parameter
        let outputWeight: Parameter
        let inputBias: Parameter
        let outputBias: Parameter
        private let suffix: String

        var pathNames: [String: String] {
            [
                "inputWeight": "weight_ih_\(suffix)", "outputWeight": "weight_hh_\(suffix)",
                "inputBias": "bias_ih_\(suffix)", "outputBias": "bias_hh_\(suffix)",
            ]
        }

        init(_ inputs: Int, _ width: Int, suffix: String) throws(TorchError) {
            let uniform = Initializer.uniform(within: 1 / Double(width).squareRoot())
            inputWeight = try Parameter([4 * width, inputs], uniform)
            outputWeight = try Parameter([4 * width, width], uniform)
            inputBias = try Parameter([4 * width], uniform)
            outputBias = try Parameter([4 * width], uniform)
            self.suffix = suffix
        }

        /// The states after each step, from zeros on.
        func states(of input: Tensor) throws(TorchError) -> Tensor {
            let weights = [inputWeight, outputWeight, inputBias, outputBias].map(\.tensor)
            return try input.lstm(weights: weights, state: start(of: input))
        }

        /// Zeros `[1, N, width]`, computed from the input so that recorded graphs take any batch.
        private func start(of input: Tensor) throws(TorchError) -> Tensor {
            let width = outputWeight.tensor.shape[1]
            let zero = try input.select(dimension: 1, index: 0).slice(dimension: 1, from: 0, to: 1)
                .zerosLike()
            return try zero.expanded([-1, width]).unsqueezed(0).contiguous()
        }
    }

    func forward(_ input: Tensor, mask: Tensor?) throws(TorchError) -> Tensor {
        let places = try places(of: input, mask)
        let reversed = try input.reordered(places)
        return try .concatenated(
            [
                ahead.states(of: input),
                back.states(of: reversed).reordered(places),
            ], dimension: 2)
    }

    /// For every place the one that is as far from the other end of its sequence, `[N, length]`;
    /// padding stays where it is.
    private func places(of input: Tensor, _ mask: Tensor?) throws(TorchError) -> Tensor {
        let anyMask = try mask?.to(.int64)
        let whole = try input.select(dimension: 2, index: 0).onesLike().to(.int64)
        let real = anyMask ?? whole
        let ones = try real.onesLike()
        let own = try ones.cumulativeSum(dimension: 1) - ones
        let mirrored = try real.sum(dimension: 1, keeping: true) - ones - own
        return try own * (ones - real) + mirrored * real
    }
}

extension Tensor {
    /// The states of a sequence `[N, length, width]` in another order, `places` `[N, length]`.
    fileprivate func reordered(_ places: Tensor) throws(TorchError) -> Tensor {
        try gather(dimension: 1, indices: places.unsqueezed(2).expanded(like: self))
    }
}
