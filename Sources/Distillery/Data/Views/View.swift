/// The view that a network gets of an example: a pure function of (seed, id, epoch).
///
/// Everything random is drawn first, as a `ViewDraw`; carrying it out involves no chance. The
/// same key gives the same bytes on any thread, in any order and in any run.
public struct View: Sendable {
    public let augmentation: Augmentation
    /// The size of every view.
    public let size: ImageSize
    public let channels: Int
    /// The mean and deviation that are in force: the recipe's, else the dataset's.
    public let normalization: Normalization
    /// The number of examples that a partner for mixing is drawn from.
    public let exampleCount: Int
    private let table: [Float]
    private let sourceStream: UInt64
    private let pictureStreams: [UInt64]
    private let erasingStreams: [UInt64]
    private let mixingStream = stableHash(of: "mixing")

    /// The views of a dataset's examples.
    ///
    /// - Parameters:
    ///   - size: The size of the views; the dataset's own where none is given.
    ///   - normalization: In force where the augmentation has none; one value serves for all
    ///     channels.
    public init(
        _ augmentation: Augmentation, of dataset: any ImageDataset, size: ImageSize? = nil,
        normalization: Normalization
    ) throws(DatasetError) {
        guard let size = size ?? dataset.imageSize else {
            throw .option(
                dataset: dataset.name, option: "imageSize", found: "not given",
                expected: "given, because the pictures differ in size")
        }
        let values = augmentation.normalization ?? normalization
        guard values.mean.count == dataset.channels || values.mean.count == 1 else {
            throw .option(
                dataset: dataset.name, option: "normalize", found: "\(values.mean.count) values",
                expected: "\(dataset.channels), one a channel")
        }
        let repeats = dataset.channels / values.mean.count
        self.augmentation = augmentation
        self.size = size
        self.channels = dataset.channels
        self.exampleCount = dataset.count
        self.normalization = Normalization(
            mean: Array(repeatElement(values.mean, count: repeats).joined()),
            std: Array(repeatElement(values.std, count: repeats).joined()))
        self.table = self.normalization.table()
        self.sourceStream = streams(for: [augmentation.source].compactMap(\.self)).first ?? 0
        self.pictureStreams = streams(for: augmentation.picture)
        self.erasingStreams = streams(for: augmentation.erasing)
    }

    /// The count of numbers in one view.
    public var elementCount: Int { size.width * size.height * channels }

    /// Draws the numbers of a view; `source` is the size of the natural picture.
    public func describe(_ key: ViewKey, source: ImageSize) -> ViewDraw {
        var draw = describePicture(key, source: source)
        guard !augmentation.mixing.isEmpty else { return draw }
        var random = key.stream(mixingStream)
        let choice = augmentation.mixing[random.integer(below: augmentation.mixing.count)]
        let partner = random.integer(below: exampleCount)
        draw.mix = choice.draw(&random, size: size, partner: partner)
        return draw
    }

    /// The same without mixing: the view that an example lends as a partner.
    func describePicture(_ key: ViewKey, source: ImageSize) -> ViewDraw {
        var draw = ViewDraw(transforms: [], erased: [])
        if let transform = augmentation.source {
            var random = key.stream(sourceStream)
            draw.region = transform.draw(&random, from: source, to: size)
        } else if source != size {
            draw.region = PixelBox(centredIn: source, shapedAs: size)
        }
        draw.transforms.reserveCapacity(augmentation.picture.count)
        for (transform, stream) in zip(augmentation.picture, pictureStreams) {
            var random = key.stream(stream)
            draw.transforms.append(transform.draw(&random, size: size))
        }
        for (transform, stream) in zip(augmentation.erasing, erasingStreams) {
            var random = key.stream(stream)
            draw.erased.append(transform.draw(&random, size: size))
        }
        return draw
    }

    /// A canvas for views of this kind, one a thread.
    public func makeCanvas() -> ViewCanvas {
        ViewCanvas(size: size, channels: channels)
    }

    /// Carries out what was drawn, without mixing: `height × width × channels` numbers.
    func render(
        _ image: Image, _ draw: ViewDraw, on canvas: ViewCanvas,
        into target: UnsafeMutablePointer<Float>
    ) {
        precondition(image.channels == channels, "picture and view have the same channels")
        image.pixels.withUnsafeBufferPointer { pixels in
            canvas.load(pixels, imageSize: image.size, region: draw.region)
            for (transform, drawn) in zip(augmentation.picture, draw.transforms) {
                transform.apply(drawn, to: canvas)
            }
            table.withUnsafeBufferPointer { canvas.write(into: target, table: $0) }
        }
        for case (let box?, let transform) in zip(draw.erased, augmentation.erasing) {
            fill(box, with: Float(transform.value), in: target)
        }
    }

    private func fill(_ box: PixelBox, with value: Float, in target: UnsafeMutablePointer<Float>) {
        for y in box.y..<box.y + box.height {
            let row = target + (y * size.width + box.x) * channels
            row.update(repeating: value, count: box.width * channels)
        }
    }
}

/// The names of the transforms' random streams.
///
/// A name is the transform's kind and its count among the same kind, so that a transform added
/// to a recipe leaves the draws of the others as they were.
private func streams(for transforms: [any ViewTransform]) -> [UInt64] {
    var seen: [String: UInt64] = [:]
    return transforms.map { transform in
        let kind = type(of: transform).kind
        defer { seen[kind, default: 0] += 1 }
        return stableHash(of: kind) &+ seen[kind, default: 0]
    }
}
