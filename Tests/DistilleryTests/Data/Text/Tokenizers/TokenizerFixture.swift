import Foundation

@testable import Distillery

/// The files beside the script that made them, in `Fixtures/text/tokenizers`.
enum TokenizerFixture {
    static func url(_ name: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Fixtures/text/tokenizers/\(name).json").standardizedFileURL
    }

    static func load<Content: Decodable>(
        _ name: String, as type: Content.Type = Content.self
    ) throws -> Content {
        try JSONDecoder().decode(type, from: Data(contentsOf: url(name)))
    }

    static func tokenizer(_ name: String) throws -> Tokenizer {
        try Tokenizer(tokenizerJSON: url(name))
    }

    /// The first 16 digits of the hash of lines.
    static func hash(_ lines: [String]) -> String {
        String(ContentHash.of(Data(lines.map { $0 + "\n" }.joined().utf8)).prefix(16))
    }

    /// A tokenizer read from text, as a file nobody vouches for would be.
    static func read(_ json: String) throws -> Tokenizer {
        try Tokenizer(
            TokenizerDocument(
                json: try JSONReader.read(Array(json.utf8), file: "tokenizer.json"),
                file: "tokenizer.json"))
    }
}
