import Foundation
import Torch

@testable import Distillery

/// What `Fixtures/methods/golden/make.py` computed for one method; README.md there has the format.
struct GoldenFixture: Decodable, CustomStringConvertible {
    var kind: String
    var cases: [Case]

    var description: String { kind }

    struct Case: Decodable, CustomStringConvertible {
        var name: String
        var method: AnyMethod
        var classes: Int
        var labels: [Int64]
        var partners: [Int64]?
        var shares: [Double]?
        var epoch: Int
        var epochs: Int
        var indices: [Int]?
        var examples: Int?
        var allLabels: [Int]?
        var negatives: [[Int64]]?
        /// 1 for each token of a text and 0 for padding; absent where the inputs are no texts.
        var mask: [[Int64]]?
        /// Where hidden words stand among the tokens of all texts; absent where the answers are classes.
        var places: [Int64]?
        var phase: String?
        var student: Network
        var teacher: Network?
        var parts: [String: Numbers]?
        var loss: Double
        var gradients: [String: [Double]]?
        var after: [String: Numbers]?

        var description: String { name }
    }

    struct Network: Decodable {
        var logits: Numbers
        var taps: [String: Numbers]?
        var stages: [String]?
        var preactivations: [String]?
        var pooled: String?
        var head: String?
        var headWeights: [String: Numbers]?
        var batchNorms: [String: [String: Numbers]]?
        var embeddings: String?
        var queries: [String]?
        var keys: [String]?
        var values: [String]?
        var heads: Int?
    }

    /// A tensor in double precision, by its values or by the closed formula.
    struct Numbers: Decodable {
        var shape: [Int]
        var values: [Double]?
        var formula: Int?
        var scale: Double?
        var shift: Double?

        func tensor() throws -> Tensor {
            if let values { return try Tensor(values, shape: shape) }
            let uniform = try ModelFormula.exact(
                shape.reduce(1, *), position: formula ?? 0)
            return try (uniform * (scale ?? 1) + (shift ?? 0)).reshaped(shape)
        }
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/methods/golden")

    /// The kinds of methods that have numbers.
    static let kinds: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    }()

    init(_ kind: String) throws {
        let file = Self.folder.appending(path: "\(kind).json")
        self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: file))
    }
}
