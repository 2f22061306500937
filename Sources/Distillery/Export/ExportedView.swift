import Torch

/// A network as the exported file puts its answers out.
final class ExportedView: Layer {
    private let network: any Layer
    private let givesProbabilities: Bool

    init(_ network: any Layer, _ export: ExportPlan) {
        self.network = network
        givesProbabilities = export.givesProbabilities
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        let answers = try network(input)
        return givesProbabilities ? try answers.softmax(dimension: -1) : answers
    }
}

/// A network that normalises by itself, for batches that were normalised before.
final class UnnormalisedView: Layer {
    private let network: any Layer
    private let normalization: Normalization

    init(_ network: any Layer, _ normalization: Normalization) {
        self.network = network
        self.normalization = normalization
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try network(normalization.undone(for: input))
    }
}
