/// The student's score, and its macro F1, against the number of examples that were asked about.
struct SelectionCurves {
    var report: SelectionReport
    var text: any SelectionText

    var html: HTML {
        Section.html(
            text.curves,
            note: text.curvesNote(
                start: NumberFormat.whole(report.start), count: NumberFormat.whole(report.count),
                rounds: report.rounds, seeds: report.seeds.count)
        ) {
            HTML("div", ["class": "charts pair"]) {
                chart(text.score, teacher: report.teacher?.score) { $0.score }
                chart(text.macroF1, teacher: report.teacher?.macroF1) { $0.macroF1 }
            }
        }
    }

    private func chart(
        _ title: String, teacher: Double?, read: (SelectionReport.Point) -> Spread?
    ) -> HTML? {
        let random = line(report.random, text.random, ModelRole.control.styleClass, read)
        // Every strategy has the same colour in both charts; chance lies below them.
        let lines = report.strategies.enumerated().map { number, curve in
            line(curve, curve.strategy, "term\(number % 6)", read)
        }
        return LineChart(
            title: title, xTitle: text.asked, lines: [random] + lines,
            reference: teacher.map {
                LineChart.Reference(
                    name: text.common.name(.teacher), style: ModelRole.teacher.styleClass,
                    value: 100 * $0)
            },
            format: { NumberFormat.decimal($0, decimals: 2) }
        ).html
    }

    private func line(
        _ curve: SelectionReport.Curve, _ name: String, _ style: String,
        _ read: (SelectionReport.Point) -> Spread?
    ) -> LineChart.Line {
        let points = curve.points.compactMap { point in
            read(point).map { spread in
                let deviation = 100 * (spread.standardDeviation ?? 0)
                return CurveSeries.Point(
                    epoch: Double(point.asked), mean: 100 * spread.mean,
                    lowest: 100 * spread.mean - deviation, highest: 100 * spread.mean + deviation)
            }
        }
        return LineChart.Line(name: name, style: style, series: CurveSeries(points: points))
    }
}
