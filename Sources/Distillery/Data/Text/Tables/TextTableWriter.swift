import Foundation
import Torch

/// Writes examples as a table that `TextSplits` reads: CSV, TSV or JSON lines.
///
/// The columns are `id`, `text`, `text_pair`, `label`, `target` and `group`, those alone that an
/// example has something for. The file is written aside, flushed and renamed.
public struct TextTableWriter: Sendable {
    public let url: URL
    private let format: TextFormat

    /// - Throws: `TextDataError.option` where the file's ending names no table.
    public init(_ url: URL) throws(TextDataError) {
        guard let format = TextFormat(fileName: url.lastPathComponent) else {
            throw .option(
                name: "the output", found: url.relativePath,
                expected: "a file that ends in .tsv, .csv or .jsonl")
        }
        self.url = url
        self.format = format
    }

    /// The file's text, which `write` writes.
    ///
    /// TSV has no way to write a tab or a line break within a text; each becomes a space there.
    public func text(of examples: [TextExample], classNames: [String]) throws -> String {
        let rows = examples.map { cells(of: $0, classNames) }
        let used = Column.allCases.filter { column in rows.contains { $0[column] != nil } }
        guard format != .jsonl else {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return try rows.map { row in
                let named = Dictionary(
                    used.map { ($0.rawValue, row[$0] ?? "") }, uniquingKeysWith: { one, _ in one })
                return String(decoding: try encoder.encode(named), as: UTF8.self) + "\n"
            }.joined()
        }
        let lines = [used.map(\.rawValue)] + rows.map { row in used.map { row[$0] ?? "" } }
        let separator = format == .csv ? "," : "\t"
        return lines.map { $0.map(field).joined(separator: separator) + "\n" }.joined()
    }

    public func write(_ examples: [TextExample], classNames: [String]) throws {
        try DurableFile.write(
            Array(try text(of: examples, classNames: classNames).utf8), to: url)
    }

    private enum Column: String, CaseIterable {
        case id, text, pair = "text_pair", label, target, group
    }

    private func cells(of example: TextExample, _ classNames: [String]) -> [Column: String] {
        var cells: [Column: String] = [.id: example.id.text, .text: example.text]
        cells[.pair] = example.pair
        cells[.label] =
            classNames.indices.contains(example.label) ? classNames[example.label] : nil
        cells[.target] = example.target.map { "\($0)" }
        cells[.group] = example.group
        return cells
    }

    private func field(_ text: String) -> String {
        guard format == .csv else {
            return String(text.map { $0 == "\t" || $0.isNewline ? " " : $0 })
        }
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }
}
