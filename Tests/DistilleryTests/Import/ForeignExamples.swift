import Foundation
import Torch

@testable import Distillery

/// A file of `Fixtures/import` with inputs and what another program answered to them.
struct ForeignExamples {
    struct Example: Decodable {
        var shape: [Int]
        var input: [Float]
        var logits: [Float]
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/import")

    let examples: [Example]

    init(_ name: String) throws {
        let data = try Data(contentsOf: Self.folder.appending(path: "\(name).json"))
        examples = try JSONDecoder().decode([Example].self, from: data)
    }
}

extension ForeignExamples.Example {
    var isText: Bool { shape.count == 3 }

    /// `[N, 3, height, width]` or a token batch.
    var tensor: Tensor {
        get throws {
            isText
                ? try Tensor(input.map { Int64($0) }, shape: shape)
                : try Tensor(input, shape: shape)
        }
    }

    /// The largest distance of logits from the other program's.
    func distance(of logits: Tensor) throws -> Float {
        let own = try logits.floats()
        guard own.count == self.logits.count else { return .infinity }
        return zip(own, self.logits).map { abs($0 - $1) }.max() ?? .infinity
    }
}
