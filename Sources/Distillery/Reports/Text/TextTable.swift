/// A table of plain text with aligned columns, for terminals.
///
/// ```
///              teacher   student
/// top-1        92.31 %   90.84 %
/// parameters   11.2 M    0.6 M
/// ```
/// Columns are as wide as their widest cell, counted in terminal columns, so that Chinese text is
/// aligned as well. Lines have no trailing space.
public struct TextTable: Sendable, Equatable {
    /// The side on which the cells of a column stand.
    public enum Alignment: Sendable {
        case left, right
    }

    /// A column's heading and the side of its cells.
    public struct Column: Sendable, Equatable {
        public var title: String
        public var alignment: Alignment

        public init(_ title: String, _ alignment: Alignment = .left) {
            self.title = title
            self.alignment = alignment
        }
    }

    public var columns: [Column]
    public private(set) var rows: [[String]] = []

    public init(_ columns: [Column]) {
        self.columns = columns
    }

    /// Adds a row; cells that are missing at its end are empty, those beyond the columns dropped.
    public mutating func append(_ cells: [String]) {
        let padding = Array(repeating: "", count: max(0, columns.count - cells.count))
        // A line break or an escape sequence in a name must not break the table.
        let printable = cells.map { String($0.map { $0.isControl ? " " : $0 }) }
        rows.append(Array((printable + padding).prefix(columns.count)))
    }
}

extension TextTable: CustomStringConvertible {
    /// The lines of the table, each ending in a newline; no heading line when it would be empty.
    public var description: String {
        let titles = columns.map(\.title)
        let lines = titles.allSatisfy(\.isEmpty) ? rows : [titles] + rows
        let widths = columns.indices.map { index in
            lines.map { $0[index].displayWidth }.max() ?? 0
        }
        return lines.map { cells in
            let padded = cells.indices.map { index in
                let space = String(repeating: " ", count: widths[index] - cells[index].displayWidth)
                return columns[index].alignment == .left
                    ? cells[index] + space : space + cells[index]
            }
            let line = padded.joined(separator: "   ")
            return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
        }.joined()
    }
}
