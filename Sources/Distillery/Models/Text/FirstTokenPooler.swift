import Torch

/// The state of the first token, through a linear layer and tanh: what BERT's heads read.
///
/// `[N, length, width]` to `[N, width]`; the mask is not looked at.
final class FirstTokenPooler: MaskedLayer {
    /// `nil` where the state itself is read.
    let dense: Linear?
    private let name: String

    var pathNames: [String: String] { ["dense": name] }

    /// - Parameter name: the linear layer's path; empty where the pooler itself has it.
    init(_ width: Int, name: String, hasLayer: Bool = true) throws(TorchError) {
        dense = hasLayer ? try Linear(width, width) : nil
        self.name = name
    }

    func forward(_ input: Tensor, mask: Tensor?) throws(TorchError) -> Tensor {
        let first = try input.select(dimension: 1, index: 0)
        guard let dense else { return first }
        return try dense(first).tanh()
    }
}
