extension EvaluationReport {
    /// The report as a table for terminals: a row for each figure, a column for each model.
    public var table: TextTable {
        let words = EnglishReportText()
        let models: [(title: String, evaluation: ModelEvaluation?)] = [
            ("Model", model), (words.name(.teacher), teacher), (words.name(.student), student),
            (words.name(.control), control),
        ]
        let shown = models.compactMap { title, evaluation in evaluation.map { (title, $0) } }
        var table = TextTable([.init("")] + shown.map { .init($0.0, .right) })
        table.append([""] + shown.map(\.1.name))
        for figure in ComparisonFigure.allCases {
            let values = shown.map { figure.value($0.1) }
            guard values.contains(where: { $0 != nil }) else { continue }
            table.append([words.name(figure)] + values.map { $0.map(figure.format) ?? "–" })
        }
        return table
    }
}
