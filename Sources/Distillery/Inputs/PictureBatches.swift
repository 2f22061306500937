import Torch

/// The batches of a loader, laid out for the network.
final class PictureBatches: BatchSource {
    private let loader: BatchLoader
    private let device: Device

    init(_ loader: BatchLoader, device: Device) {
        self.loader = loader
        self.device = device
    }

    var position: Int { loader.position }
    var batchCount: Int { loader.batchCount }

    func next() throws -> TensorBatch? {
        try loader.next().map { batch throws(TorchError) in
            try TensorBatch(batch, device: device)
        }
    }
}
