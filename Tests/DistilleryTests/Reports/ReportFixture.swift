import Foundation

/// The JSON files beside the scripts that made them, in `Fixtures/reports`.
enum ReportFixture {
    static func load<Content: Decodable>(
        _ name: String, as type: Content.Type = Content.self
    ) throws -> Content {
        let url = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../Fixtures/reports/\(name).json").standardizedFileURL
        return try JSONDecoder().decode(type, from: Data(contentsOf: url))
    }
}

/// A folder that lasts as long as the value lives.
final class ScratchFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(
            path: "distillery-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}
