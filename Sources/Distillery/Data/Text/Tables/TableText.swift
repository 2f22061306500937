import Foundation

/// Rows of texts by the names of their columns, as CSV, TSV or JSON lines.
struct TableText {
    /// All that may be; a column that no row has anything for is left out.
    var columns: [String]
    var rows: [[String: String]]

    /// The file's text.
    ///
    /// TSV has no way to write a tab or a line break within a text; each becomes a space there.
    func text(as format: TextFormat) throws -> String {
        let used = columns.filter { column in rows.contains { $0[column] != nil } }
        guard format != .jsonl else {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return try rows.map { row in
                let named = Dictionary(
                    used.map { ($0, row[$0] ?? "") }, uniquingKeysWith: { one, _ in one })
                return String(decoding: try encoder.encode(named), as: UTF8.self) + "\n"
            }.joined()
        }
        let lines = [used] + rows.map { row in used.map { row[$0] ?? "" } }
        let separator = format == .csv ? "," : "\t"
        return lines.map { line in
            line.map { field($0, format) }.joined(separator: separator) + "\n"
        }.joined()
    }

    private func field(_ text: String, _ format: TextFormat) -> String {
        guard format == .csv else {
            return String(text.map { $0 == "\t" || $0.isNewline ? " " : $0 })
        }
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }
}
