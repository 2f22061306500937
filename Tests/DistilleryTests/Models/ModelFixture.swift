import Foundation
import Testing

@testable import Distillery

/// What PyTorch computed for one network: see Fixtures/models/make.py and vit.py.
struct ModelFixture: Decodable, Sendable, CustomTestStringConvertible {
    var configuration: ModelConfiguration
    var variance: Double
    var parameters: Int
    var multiplyAdds: Int?
    var digest: String
    var logits: [Float]

    var testDescription: String {
        let size = configuration.imageSize
        let options = [
            configuration.width.map { "width \($0)" },
            configuration.shortcut.map { "shortcut \($0.rawValue)" },
            configuration.batchNorm.map { "batchNorm \($0)" },
            configuration.layers.map { "\($0) layers" },
        ]
        return (["\(configuration.kind), \(size)"] + options.compactMap { $0 })
            .joined(separator: ", ")
    }

    struct File: Decodable {
        var cases: [ModelFixture]
        var fullSizeVGG16: String?
    }

    static func file(_ name: String) throws -> File {
        let url = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../Fixtures/models/\(name).json").standardizedFileURL
        return try JSONDecoder().decode(File.self, from: Data(contentsOf: url))
    }
}
