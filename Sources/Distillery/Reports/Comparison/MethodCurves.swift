/// A small chart for each method: its accuracy over the epochs, beside the student trained alone.
struct MethodCurves {
    var report: ComparisonReport
    var text: any ComparisonText

    /// Nil where no method has more than one epoch to show.
    var html: HTML? {
        let alone = line(report.control, name: text.alone, style: ModelRole.control.styleClass)
        let methods = report.methods.filter { $0.runs.contains { $0.top1ByEpoch.count > 1 } }
        let lines = methods.map { line($0, name: $0.label, style: ModelRole.student.styleClass) }
        guard !lines.isEmpty else { return nil }
        let values = LineChart.end(
            of: ([alone] + lines).flatMap(\.series.points).flatMap { [$0.lowest, $0.highest] })
        let teacher = report.teacher.map { teacher in
            LineChart.Reference(
                name: text.common.name(.teacher), style: ModelRole.teacher.styleClass,
                value: 100 * teacher.top1)
        }
        return Section.html(text.curves, note: text.curvesNote(seeds: report.seeds.count)) {
            HTML("div", ["class": "charts"]) {
                for line in lines {
                    LineChart(
                        title: line.name, xTitle: text.common.epoch, lines: [line, alone],
                        reference: teacher, format: { NumberFormat.decimal($0, decimals: 2) },
                        covering: values + (teacher.map { [$0.value] } ?? [])
                    ).html
                }
            }
        }
    }

    private func line(_ result: MethodResult, name: String, style: String) -> LineChart.Line {
        let curves = result.runs.map { $0.top1ByEpoch.map { 100 * $0 } }
        return LineChart.Line(name: name, style: style, series: CurveSeries(byEpoch: curves))
    }
}
