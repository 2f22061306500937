/// A tokenizer as the content of a `tokenizer.json`, read from one or put together from older files.
struct TokenizerDocument: Sendable {
    var json: JSONValue
    /// The file's name, for errors.
    var file: String
    var names = SpecialTokenNames()
    /// The files that it was read from, by their names.
    var sources: [String: [UInt8]] = [:]

    /// What the tokenizer is written as: the files that it was read from, byte by byte, and beside them
    /// `tokenizer.json` and, for WordPiece, `vocab.txt`, which other programs look for.
    func files(for model: any TokenModel) -> [String: [UInt8]] {
        var files = sources
        if files["tokenizer.json"] == nil { files["tokenizer.json"] = JSONWriter.bytes(json) }
        if files["vocab.txt"] == nil, model is WordPieceModel,
            let lines = Self.lines(of: model.vocabulary)
        {
            files["vocab.txt"] = lines
        }
        return files
    }

    /// One token a line, in the order of their ids; `nil` where lines cannot say it.
    private static func lines(of vocabulary: Vocabulary) -> [UInt8]? {
        var lines: [UInt8] = []
        for id in 0..<vocabulary.idCount {
            guard let text = vocabulary.text(of: id), !text.isEmpty,
                !text.unicodeScalars.contains(where: { $0.properties.isWhitespace })
            else { return nil }
            lines.append(contentsOf: text.utf8)
            lines.append(10)
        }
        return lines
    }
}
