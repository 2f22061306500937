import Distillery

/// Models side by side, a figure a row, for a terminal.
struct ResultTable {
    private var table: TextTable

    var text: String { table.description }

    /// One evaluation a column.
    init(_ report: EvaluationReport) {
        let columns: [(String, ModelEvaluation?)] = [
            ("model", report.model), ("teacher", report.teacher), ("student", report.student),
            ("alone", report.control),
        ]
        self.init(
            columns.compactMap { title, evaluation in
                evaluation.map { (title, [$0]) }
            })
    }

    /// One model a column, over all its seeds.
    init(_ report: RunReport) {
        self.init(
            report.models.map { model in
                let title = model.role == .control ? "alone" : model.role.rawValue
                return (title, model.evaluations.map(\.evaluation))
            })
    }

    private init(_ columns: [(title: String, evaluations: [ModelEvaluation])]) {
        table = TextTable(
            [TextTable.Column("")] + columns.map { TextTable.Column($0.title, .right) })
        for row in Self.rows {
            let cells = columns.map { column in
                Self.cell(column.evaluations.compactMap(row.figure), row.format)
            }
            if cells.contains(where: { !$0.isEmpty }) { table.append([row.title] + cells) }
        }
        let names = columns.map { $0.evaluations.first?.name ?? "" }
        var named = TextTable(table.columns)
        named.append(["network"] + names)
        for cells in table.rows { named.append(cells) }
        table = named
    }

    private struct Row {
        var title: String
        var figure: (ModelEvaluation) -> Double?
        var format: (Double) -> String
    }

    private static let percent: (Double) -> String = { NumberFormat.percent($0) }

    private static var rows: [Row] {
        [
            Row(title: "top-1", figure: { $0.top1 }, format: percent),
            Row(title: "top-5", figure: { $0.top5 }, format: percent),
            Row(title: "macro F1", figure: { $0.macroF1 }, format: percent),
            Row(title: "cross-entropy", figure: { $0.crossEntropy }, format: decimal),
            Row(title: "agreement", figure: { $0.agreement }, format: percent),
            Row(title: "KL to teacher", figure: { $0.meanKL }, format: decimal),
            Row(title: "calibration error", figure: { $0.calibrationError }, format: percent),
            Row(title: "parameters", figure: { Double($0.parameters) }, format: count),
            Row(title: "multiply-adds", figure: { Double($0.multiplyAdds) }, format: count),
            Row(title: "file", figure: { Double($0.fileBytes) }, format: bytes),
            Row(title: "latency, median", figure: { $0.latencyMedianMilliseconds }, format: time),
            Row(title: "latency, 95th", figure: { $0.latencyP95Milliseconds }, format: time),
            Row(
                title: "images/s, batch 64", figure: { $0.examplesPerSecond },
                format: { NumberFormat.rate($0) }),
            Row(title: "peak memory", figure: { Double($0.peakMemoryBytes) }, format: bytes),
        ]
    }

    private static let decimal: (Double) -> String = { NumberFormat.decimal($0, decimals: 4) }
    private static let count: (Double) -> String = { NumberFormat.count(Int($0)) }
    private static let bytes: (Double) -> String = { NumberFormat.bytes(Int($0)) }
    private static let time: (Double) -> String = { NumberFormat.milliseconds($0) }

    /// The mean, with the sample deviation where there are several values.
    private static func cell(_ values: [Double], _ format: (Double) -> String) -> String {
        guard let spread = Spread(values) else { return "" }
        guard let deviation = spread.standardDeviation, deviation > 0 else {
            return format(spread.mean)
        }
        return "\(format(spread.mean)) ± \(format(deviation))"
    }
}
