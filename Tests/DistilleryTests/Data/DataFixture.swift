import Foundation

@testable import Distillery

/// The files beside `make_fixtures.py`, and folders of a test's own.
enum DataFixture {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/data").path

    static func path(_ name: String) -> String { "\(folder)/\(name)" }

    static func bytes(_ name: String) throws -> [UInt8] { try readFile(path(name)) }

    static func decode<Value: Decodable>(
        _ name: String, as type: Value.Type = Value.self
    ) throws -> Value {
        try JSONDecoder().decode(type, from: Data(bytes(name)))
    }
}

/// A picture as the fixtures hold it.
struct PictureFixture: Decodable {
    let width: Int
    let height: Int
    let channels: Int
    let pixels: [UInt8]

    var image: Image { Image(width: width, height: height, channels: channels, pixels: pixels) }
    var size: ImageSize { ImageSize(width: width, height: height) }
}

/// The greatest difference between samples of two pictures of one size.
func greatestDifference(_ one: [UInt8], _ other: [UInt8]) -> Int {
    precondition(one.count == other.count)
    return zip(one, other).map { abs(Int($0) - Int($1)) }.max() ?? 0
}

/// An empty folder that is removed with the value.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "distillery-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file, with the folders above it.
    func write(_ bytes: [UInt8], to name: String) throws {
        let file = URL(filePath: "\(path)/\(name)")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }

    func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(
            atPath: "\(path)/\(name)", withIntermediateDirectories: true)
    }
}

/// The views of synthetic pictures: small, with every random transform.
func sampleView(
    of dataset: any ImageDataset, _ augmentation: Augmentation? = nil, size: ImageSize? = nil
) throws -> View {
    let everything = try Augmentation([
        RandomResizedCrop(), Crop(padding: 2), Flip(),
        ColorJitter(brightness: 0.4, contrast: 0.4, saturation: 0.4, hue: 0.1), Rotation(),
        Erasing(), Mixup(), Cutmix(),
    ])
    return try View(
        augmentation ?? everything, of: dataset, size: size,
        normalization: Normalization(mean: [0.5], std: [0.25]))
}

/// A small synthetic dataset.
func sampleDataset(count: Int = 50, size: Int = 12, channels: Int = 3) -> SyntheticDataset {
    SyntheticDataset(
        .train, channels: channels, options: .init(count: count, classes: 10, size: size))
}

/// All batches that a loader gives.
func batches(_ loader: BatchLoader) throws -> [ImageBatch] {
    var list: [ImageBatch] = []
    while let batch = try loader.next() { list.append(batch) }
    return list
}
