import Torch

/// Pictures in views: `float32` `[batch, channels, height, width]`, channels last in memory.
public struct PictureForm: InputForm {
    /// Augmented, for training.
    public let trainView: View
    /// Only resized and normalised, for measuring.
    public let plainView: View
    /// How a picture of another shape is brought to a square.
    public let fit: ImageFit

    public init(trainView: View, plainView: View, fit: ImageFit = .crop) {
        self.trainView = trainView
        self.plainView = plainView
        self.fit = fit
    }

    public var task: TaskKind { .classification }
    public var summary: String { "\(plainView.channels) × \(plainView.size)" }
    public var viewsRepeat: Bool { trainView.augmentation.transforms.isEmpty }
    public var mixesLabels: Bool { !trainView.augmentation.mixing.isEmpty }

    public func batches(_ request: BatchRequest, device: Device) -> any BatchSource {
        guard let pictures = request.dataset as? any ImageDataset else {
            preconditionFailure("'\(request.dataset.name)' holds no pictures")
        }
        return PictureBatches(
            BatchLoader(
                dataset: pictures, view: request.asTraining ? trainView : plainView,
                order: request.order, seed: request.seed, epoch: request.epoch,
                startBatch: request.startBatch, workers: request.workers,
                unreadable: request.unreadable, skipped: request.skipped), device: device)
    }

    public func blankInput(count: Int) throws(TorchError) -> Tensor {
        let size = plainView.size
        return try Tensor.zeros([count, size.height, size.width, plainView.channels])
            .permuted([0, 3, 1, 2])
    }

    public func view(of split: DatasetSplit) -> ViewDescription {
        .pictures(PictureView(split == .train ? trainView : plainView, fit: fit))
    }

    public func excerpt(of index: Int, in dataset: any Dataset) throws -> Excerpt? {
        guard let pictures = dataset as? any ImageDataset else { return nil }
        let image = try pictures.image(at: index, using: ImageDecoder())
        return Picture(
            width: image.width, height: image.height, channels: image.channels,
            pixels: image.pixels
        ).map(Excerpt.picture)
    }
}
