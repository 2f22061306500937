import Foundation
import Torch

extension Tokenizer {
    /// The files that a folder can hold a tokenizer in.
    private static let accepted = ["tokenizer.json", "vocab.txt", "vocab.json with merges.txt"]
    /// What says how special tokens are spelt, the later one first.
    private static let configurations = ["special_tokens_map.json", "tokenizer_config.json"]
    /// Larger files are refused; the largest vocabularies in use take about 35 MB.
    private static let sizeLimit = 128 << 20

    /// Reads the tokenizer of a model's folder.
    ///
    /// `tokenizer.json` counts where it is there, then `vocab.txt`, then `vocab.json` with `merges.txt`;
    /// `tokenizer_config.json` and `special_tokens_map.json` beside them say how special tokens are
    /// spelt, and for `vocab.txt` whether text is brought into lower case.
    public convenience init(folder: URL) throws(TokenizerError) {
        var sources: [String: [UInt8]] = [:]
        var names = SpecialTokenNames()
        var configuration: JSONObject?
        for name in Self.configurations {
            guard let bytes = try Self.bytes(folder, name) else { continue }
            sources[name] = bytes
            let object = try JSONObject(try JSONReader.read(bytes, file: name), place: name)
            try names.read(object)
            configuration = object
        }
        var document: TokenizerDocument
        if let bytes = try Self.bytes(folder, "tokenizer.json") {
            document = TokenizerDocument(
                json: try JSONReader.read(bytes, file: "tokenizer.json"), file: "tokenizer.json")
            document.names = names
            sources["tokenizer.json"] = bytes
        } else if let bytes = try Self.bytes(folder, "vocab.txt") {
            document = try TokenizerDocument(
                vocabulary: try Self.lines(bytes, "vocab.txt").map(String.init),
                options: try configuration.map(WordPieceOptions.init) ?? WordPieceOptions(),
                names: names, file: "vocab.txt")
            sources["vocab.txt"] = bytes
        } else if let bytes = try Self.bytes(folder, "vocab.json"),
            let merges = try Self.bytes(folder, "merges.txt")
        {
            document = try TokenizerDocument(
                vocabulary: try JSONReader.read(bytes, file: "vocab.json"),
                merges: try Self.lines(merges, "merges.txt"),
                addsPrefixSpace: try configuration?.optionalBool("add_prefix_space") ?? false,
                names: names)
            sources["vocab.json"] = bytes
            sources["merges.txt"] = merges
        } else {
            throw .notFound(folder: folder.path, looked: Self.accepted)
        }
        document.sources = sources
        try self.init(document)
    }

    /// Reads a `tokenizer.json`.
    public convenience init(tokenizerJSON file: URL) throws(TokenizerError) {
        let bytes = try Self.bytes(file)
        let name = file.lastPathComponent
        var document = TokenizerDocument(
            json: try JSONReader.read(bytes, file: name), file: name)
        document.sources["tokenizer.json"] = bytes
        try self.init(document)
    }

    /// Reads a `vocab.txt`: a token of WordPiece a line.
    public convenience init(
        vocabulary file: URL, options: WordPieceOptions = WordPieceOptions()
    ) throws(TokenizerError) {
        let bytes = try Self.bytes(file)
        var document = try TokenizerDocument(
            vocabulary: try Self.lines(bytes, file.lastPathComponent).map(String.init),
            options: options, names: SpecialTokenNames(), file: file.lastPathComponent)
        document.sources["vocab.txt"] = bytes
        try self.init(document)
    }

    /// A WordPiece tokenizer over tokens in the order of their ids, such as `VocabularyBuilder` makes.
    public convenience init(
        vocabulary tokens: [String], options: WordPieceOptions = WordPieceOptions()
    ) throws(TokenizerError) {
        try self.init(
            try TokenizerDocument(
                vocabulary: tokens, options: options, names: SpecialTokenNames(),
                file: "the vocabulary"))
    }

    /// Writes the tokenizer into a folder, which is made where it is missing.
    ///
    /// It is written as the files that it was read from, byte by byte; `tokenizer.json` is always among
    /// them, and `vocab.txt` for WordPiece. `init(folder:)` reads it again.
    public func write(to folder: URL) throws(TokenizerError) {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw .file(path: folder.path, message: error.localizedDescription)
        }
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
            do throws(FileError) {
                try DurableFile.write(bytes, to: folder.appendingPathComponent(name))
            } catch {
                throw .file(path: folder.path, message: error.description)
            }
        }
    }

    /// SHA-256 over the files that the tokenizer is written as.
    var contentHash: String {
        let hash = ContentHash()
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
            hash.update(Array("\(name) \(bytes.count)\n".utf8))
            hash.update(bytes)
        }
        return hash.finish()
    }

    /// Whether a folder holds a tokenizer.
    static func isPresent(in folder: URL) -> Bool {
        ["tokenizer.json", "vocab.txt", "vocab.json"].contains {
            FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path)
        }
    }

    /// The content of a file of a folder; `nil` where there is none.
    private static func bytes(_ folder: URL, _ name: String) throws(TokenizerError) -> [UInt8]? {
        let file = folder.appendingPathComponent(name)
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        return try bytes(file)
    }

    private static func bytes(_ file: URL) throws(TokenizerError) -> [UInt8] {
        do {
            let handle = try FileHandle(forReadingFrom: file)
            defer { try? handle.close() }
            let data = try handle.read(upToCount: sizeLimit + 1) ?? Data()
            guard data.count <= sizeLimit else {
                throw TokenizerError.tooLarge(
                    place: "the length of \(file.lastPathComponent) in bytes", found: data.count,
                    limit: sizeLimit)
            }
            return Array(data)
        } catch let error as TokenizerError {
            throw error
        } catch {
            throw .file(path: file.path, message: error.localizedDescription)
        }
    }

    /// The lines of a file in UTF-8, without what ends them.
    private static func lines(_ bytes: [UInt8], _ name: String) throws(TokenizerError)
        -> [Substring]
    {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .malformed(place: name, found: "not UTF-8", expected: "text in UTF-8")
        }
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { Substring($0.last == "\r" ? $0.dropLast() : $0) }
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}
