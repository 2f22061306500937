import Torch

/// A batch of examples on the device that trains.
public struct TensorBatch {
    /// Places of the examples in their dataset.
    public var indices: [Int]
    /// The stable ids of the examples; empty where nobody gave any.
    public var ids: [ExampleID]
    /// Which draw of the views this is: the epoch, unless views repeat.
    public var view: Int
    /// What networks take: pictures, `float32` `[batch, channels, height, width]`, channels last in
    /// memory, or texts, `int64` `[batch, 3, length]`.
    public var inputs: Tensor
    public var targets: Targets

    /// Lays a loaded batch out for the network; the pixels are copied once.
    public init(_ batch: ImageBatch, device: Device) throws(TorchError) {
        indices = batch.indices
        ids = batch.ids
        view = batch.view
        inputs = try Tensor(
            batch.pixels, shape: [batch.count, batch.height, batch.width, batch.channels]
        ).permuted([0, 3, 1, 2]).to(device)
        targets = Targets(labels: try Tensor(batch.labels).to(device))
        if let mixing = batch.mixing {
            targets.mixing = Targets.Mixing(
                partnerLabels: try Tensor(mixing.partnerLabels).to(device),
                weights: try Tensor(mixing.weights).to(device))
        }
        targets.labelled = Targets.countLabelled(
            batch.labels, partners: batch.mixing?.partnerLabels, weights: batch.mixing?.weights)
    }

    /// A batch of tensors that are there already, on the device that trains.
    public init(
        indices: [Int], inputs: Tensor, targets: Targets, ids: [ExampleID] = [], view: Int = 0
    ) {
        self.indices = indices
        self.ids = ids
        self.view = view
        self.inputs = inputs
        self.targets = targets
    }

    public var count: Int { indices.count }

    /// The batch in parts of at most `size` examples; itself when it is not larger.
    public func parts(of size: Int?) throws(TorchError) -> [TensorBatch] {
        guard let size, size < count else { return [self] }
        var parts: [TensorBatch] = []
        for start in stride(from: 0, to: count, by: size) {
            parts.append(try part(start..<min(start + size, count)))
        }
        return parts
    }

    private func part(_ range: Range<Int>) throws(TorchError) -> TensorBatch {
        let targets = try targets.part(
            range, of: count, length: inputs.rank > 2 ? inputs.shape[2] : 1)
        return TensorBatch(
            indices: Array(indices[range]),
            inputs: try inputs.slice(dimension: 0, from: range.lowerBound, to: range.upperBound),
            targets: targets,
            ids: ids.isEmpty ? [] : Array(ids[range]), view: view)
    }
}
