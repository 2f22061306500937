extension ComparisonReport {
    /// The comparison as a table for terminals, sorted by gain; the control divides what helped from
    /// what did not.
    public var table: TextTable {
        let words = EnglishComparisonText(score: score)
        let all = [control] + methods
        let hasInterval = methods.contains { $0.gain?.interval != nil }
        let hasAgreement = all.contains { $0.agreement != nil }
        let hasCrossEntropy = all.contains { $0.crossEntropy != nil }
        let hasParts = methods.contains { ($0.methodParameters ?? 0) > 0 }
        var columns: [TextTable.Column] = [
            .init("method"), .init(score.heading, .right), .init("gain", .right),
        ]
        if hasInterval { columns.append(.init("95 % interval", .right)) }
        if hasAgreement { columns.append(.init("agreement", .right)) }
        if hasCrossEntropy { columns.append(.init("cross-entropy", .right)) }
        columns += [.init("training", .right), .init("memory", .right)]
        if hasParts { columns.append(.init("own parameters", .right)) }
        columns.append(.init("against training alone"))
        var table = TextTable(columns)
        func row(_ result: MethodResult, name: String, standing: String) {
            var cells = [
                name, Figure.percent(result.top1),
                result.gain.map { NumberFormat.points($0.mean) } ?? "",
            ]
            if hasInterval { cells.append(Figure.interval(result.gain?.interval)) }
            if hasAgreement { cells.append(Figure.percent(result.agreement)) }
            if hasCrossEntropy { cells.append(Figure.decimal(result.crossEntropy)) }
            cells += [Figure.duration(result.seconds), Figure.bytes(result.peakMemoryBytes)]
            if hasParts { cells.append(Figure.parameters(result.methodParameters)) }
            table.append(cells + [standing])
        }
        for result in ranked {
            row(
                result, name: result == control ? words.alone : result.label,
                standing: result.standing.map { $0.sign + words.name($0) } ?? "")
        }
        return table
    }

    /// The methods and the control, the largest gain first; the control's own is nothing, and where
    /// labels teach nothing there is none.
    var ranked: [MethodResult] {
        if control.runs.isEmpty { return methods }
        let below = methods.firstIndex { ($0.gain?.mean ?? -.infinity) < 0 } ?? methods.count
        return methods[..<below] + [control] + methods[below...]
    }

    /// What the table shows, in a few sentences.
    public var summary: String {
        ComparisonHeadline(report: self, text: language.comparisonText(by: score)).sentences
            .joined(separator: " ")
    }
}

extension Standing {
    /// A mark before what is certain, so that a glance finds it.
    fileprivate var sign: String {
        switch self {
        case .better: "✓ "
        case .worse, .failed: "✗ "
        case .betterWithinChance, .same, .worseWithinChance, .betterOnOneSeed, .worseOnOneSeed: "  "
        }
    }
}
