extension EvaluationReport {
    /// The report as a table for terminals: a row for each figure, a column for each model.
    public var table: TextTable {
        let words = EnglishReportText()
        let models: [(title: String, evaluation: ModelEvaluation?)] = [
            ("Model", model), (words.name(.teacher), teacher), (words.name(.student), student),
            (words.name(.control), control),
        ]
        return .comparing(
            models.compactMap { title, evaluation in
                evaluation.map { (title, $0.name, [$0]) }
            })
    }
}

extension RunReport {
    /// The models as a table for terminals: means, with the deviation where there are seeds.
    public var table: TextTable {
        let words = EnglishReportText()
        return .comparing(
            models.map { model in
                (words.name(model.role), model.name, model.evaluations.map(\.evaluation))
            })
    }
}

extension TextTable {
    /// A row for each figure, a column for each model with its evaluations.
    fileprivate static func comparing(
        _ models: [(title: String, name: String, evaluations: [ModelEvaluation])]
    ) -> TextTable {
        let words = EnglishReportText()
        var table = TextTable([.init("")] + models.map { .init($0.title, .right) })
        table.append([""] + models.map(\.name))
        for figure in ComparisonFigure.allCases {
            let spreads = models.map { Spread($0.evaluations.compactMap(figure.value)) }
            guard spreads.contains(where: { $0 != nil }) else { continue }
            table.append([words.name(figure)] + spreads.map { cell($0, of: figure) })
        }
        for tokens in models.flatMap(\.evaluations).measuredLengths {
            table.append(
                ["\(words.name(.latencyMedian)), \(words.tokens(tokens))"]
                    + models.map { model in
                        Spread(model.evaluations.compactMap { $0.latency(tokens: tokens) })
                            .map { NumberFormat.milliseconds($0.mean) } ?? "–"
                    })
        }
        return table
    }

    private static func cell(_ spread: Spread?, of figure: ComparisonFigure) -> String {
        guard let spread else { return "–" }
        let mean = figure.format(spread.mean)
        guard figure.isQuality, let deviation = spread.standardDeviation else { return mean }
        return "\(mean) ± \(figure.formatDeviation(deviation))"
    }
}
