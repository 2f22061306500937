extension SelectionReport {
    /// The curves as a table for terminals: a row for each strategy, the largest gain first; chance
    /// divides what helped from what did not.
    public var table: TextTable {
        let words = EnglishSelectionText()
        let hasInterval = strategies.contains { $0.gain?.interval != nil }
        var columns: [TextTable.Column] = [.init("strategy")]
        columns += random.points.map { .init(NumberFormat.whole($0.asked), .right) }
        columns.append(.init("mean gain", .right))
        if hasInterval { columns.append(.init("95 % interval", .right)) }
        columns.append(.init("against chance"))
        var table = TextTable(columns)
        for curve in ranked {
            var cells = [curve.strategy] + curve.points.map { Figure.percent($0.score) }
            cells.append(curve.gain.map { NumberFormat.points($0.mean) } ?? "")
            if hasInterval { cells.append(Figure.interval(curve.gain?.interval)) }
            table.append(cells + [curve.standing.map { words.name($0) } ?? ""])
        }
        return table
    }

    /// The strategies and chance, the largest gain first; chance's own is nothing.
    var ranked: [Curve] {
        let below = strategies.firstIndex { ($0.gain?.mean ?? -.infinity) < 0 } ?? strategies.count
        return strategies[..<below] + [random] + strategies[below...]
    }

    /// What the table shows, in a few sentences.
    public var summary: String {
        SelectionHeadline(report: self, text: language.selectionText).sentences
            .joined(separator: " ")
    }
}
