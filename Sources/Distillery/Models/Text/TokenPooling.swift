import Torch

/// One vector for a text from the states of its tokens: `[N, length, width]` to `[N, width]`.
///
/// The mask is `Padding.mask`.
final class TokenPooling: MaskedLayer {
    let kind: TextPooling

    init(_ kind: TextPooling) { self.kind = kind }

    func forward(_ input: Tensor, mask: Tensor?) throws(TorchError) -> Tensor {
        switch kind {
        case .firstToken: try input.select(dimension: 1, index: 0)
        case .mean: try mean(input, mask)
        case .maximum: try maximum(input, mask)
        }
    }

    private func mean(_ input: Tensor, _ mask: Tensor?) throws(TorchError) -> Tensor {
        guard let mask else { return try input.mean(dimension: 1) }
        let count = try mask.sum(dimension: 1, keeping: true).clamped(minimum: 1e-9)
        return try (input * mask.unsqueezed(2)).sum(dimension: 1) / count
    }

    private func maximum(_ input: Tensor, _ mask: Tensor?) throws(TorchError) -> Tensor {
        guard let mask else { return try input.maximum(dimension: 1) }
        return try (input + Padding.closing(mask).unsqueezed(2)).maximum(dimension: 1)
    }
}

/// One vector for a text: the mean of its tokens' states, weighted by how much each one matters
/// (Yang et al.: Hierarchical attention networks, 2016).
///
/// `[N, length, width]` to `[N, width]`; the mask is `Padding.mask`.
final class AttentionPooling: MaskedLayer {
    let projection: Linear
    let context: Linear

    init(_ width: Int) throws(TorchError) {
        projection = try Linear(width, width)
        context = try Linear(width, 1, bias: false)
    }

    func forward(_ input: Tensor, mask: Tensor?) throws(TorchError) -> Tensor {
        var scores = try context(projection(input).tanh())
        if let mask { scores = try scores + Padding.closing(mask).unsqueezed(2) }
        return try (input * scores.softmax(dimension: 1)).sum(dimension: 1)
    }
}
