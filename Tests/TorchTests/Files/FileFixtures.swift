import Foundation
import Testing

@testable import Torch

/// Files that PyTorch, NumPy and safetensors wrote (`Fixtures/files/make_fixtures.py`).
enum FileFixtures {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/files")

    static func url(_ name: String) -> URL { folder.appending(path: name) }

    static func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: url(name))) }

    /// Every tensor of a file as Python saw it.
    static func expected(_ name: String) throws -> [(name: String, tensor: StoredTensor)] {
        let all = try JSONDecoder().decode(
            [String: [Described]].self, from: Data(contentsOf: url("expected.json")))
        return try (all[name] ?? []).map { ($0.name, try $0.stored) }
    }

    private struct Described: Decodable {
        let name: String
        let type: String
        let shape: [Int]
        let bytes: String

        var stored: StoredTensor {
            get throws {
                let scalarType = try #require(ScalarType.allCases.first { "\($0)" == type })
                let digits = Array(bytes)
                let values = stride(from: 0, to: digits.count, by: 2).compactMap {
                    UInt8(String(digits[$0...$0 + 1]), radix: 16)
                }
                return try StoredTensor(bytes: values, shape: shape, scalarType: scalarType)
            }
        }
    }
}

/// A folder that is empty at first and gone after the test.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "files-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func file(_ name: String) -> URL { url.appending(path: name) }

    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
    }
}
