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
        return try TableText(
            columns: Column.allCases.map(\.rawValue),
            rows: rows.map { row in
                Dictionary(row.map { ($0.key.rawValue, $0.value) }) { one, _ in one }
            }
        ).text(as: format)
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
}
