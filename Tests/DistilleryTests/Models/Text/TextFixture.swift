import Foundation
import Torch

@testable import Distillery

/// What transformers (or PyTorch) computed for one small text network: see Fixtures/text/make.py.
struct TextFixture: Decodable {
    var ids: [[Int]]
    var segments: [[Int]]
    var padding: Int
    var length: Int
    /// After the last layer, `[N, length, width]`.
    var states: [Float]
    var logits: [Float]
    /// Mean-pooled and normalised.
    var mean: [Float]
    /// The first token's state.
    var first: [Float]
    var loss: Float?
    var labels: [Int]?
    var gradients: [String: [Float]]?

    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Fixtures/text").standardizedFileURL

    init(_ name: String) throws {
        let file = Self.folder.appending(path: "\(name)/expected.json")
        self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: file))
    }

    /// The padded batch.
    func batch() throws -> Tensor {
        try TokenBatch.tensor(ids: ids, segments: segments, padding: padding, length: length)
    }

    /// One example, without padding.
    func example(_ index: Int) throws -> Tensor {
        try TokenBatch.tensor(ids: [ids[index]], segments: [segments[index]], padding: padding)
    }

    static func load(_ name: String, task: TextTask? = nil) throws -> TextFolder.Loaded {
        try TextFolder(folder.appending(path: name)).load(task: task)
    }
}

/// The largest distance between numbers at the same place; infinite for other counts.
func largestDifference(_ found: [Float], _ expected: [Float]) -> Float {
    guard found.count == expected.count else { return .infinity }
    return zip(found, expected).map { abs($0 - $1) }.max() ?? .infinity
}

/// What the module at a path puts out.
func output(at path: String, of network: any TextNetwork, on batch: Tensor) throws -> Tensor? {
    let session = try TapSession([path], in: network)
    try session.listen { _ = try withoutGradients { try network(batch) } }
    return session.takeOutputs()[path]
}

extension TemporaryFolder {
    var url: URL { URL(filePath: path) }
}
