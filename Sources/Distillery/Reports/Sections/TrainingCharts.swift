/// How the training went: the score, the loss by its terms, and the learning rate.
struct TrainingCharts {
    var report: RunReport
    var text: any ReportText

    /// Nil when nothing was logged.
    var html: HTML? {
        let charts = [accuracy, losses, learningRate].compactMap { $0 }
        guard !charts.isEmpty else { return nil }
        return Section.html(text.training, note: text.bandNote) {
            HTML("div", ["class": "charts"]) {
                for chart in charts { chart }
            }
        }
    }

    private var accuracy: HTML? {
        let lines = [ModelRole.control, .student].map { role in
            LineChart.Line(
                name: text.name(role), style: role.styleClass,
                series: series(role, .evaluation) {
                    $0.score.map { 100 * $0 }
                })
        }
        let teacher = report.model(.teacher)?.spread(\.score).map { spread in
            LineChart.Reference(
                name: text.name(.teacher), style: ModelRole.teacher.styleClass,
                value: 100 * spread.mean)
        }
        return LineChart(
            title: text.validation(report.score), xTitle: text.epoch, lines: lines.reversed(),
            reference: teacher, format: { NumberFormat.decimal($0, decimals: 2) },
            showsEndInDetail: true
        ).html
    }

    private var losses: HTML? {
        let points = report.curves.filter { $0.role == .student }.flatMap(\.points)
        let names = Set(points.filter { $0.kind == .step }.flatMap(\.values.keys))
        let terms = names.compactMap { MetricName.lossTerm(of: $0) }.sorted()
        let total = LineChart.Line(
            name: text.total, style: ModelRole.student.styleClass,
            series: series(.student, .step) { $0.values[MetricName.loss] })
        // One term alone is the total over again.
        let parts = (terms.count > 1 ? terms : []).enumerated().map { index, term in
            LineChart.Line(
                name: term, style: "term\(index % 6)",
                series: series(.student, .step) { $0.values[MetricName.loss(term: term)] })
        }
        return LineChart(
            title: text.lossTerms, xTitle: text.epoch, lines: [total] + parts,
            format: { NumberFormat.decimal($0, decimals: 3) }, showsEndInDetail: true
        ).html
    }

    private var learningRate: HTML? {
        let line = LineChart.Line(
            name: text.name(.student), style: ModelRole.student.styleClass,
            series: series(.student, .step) { $0.values[MetricName.learningRate] })
        return LineChart(
            title: text.learningRate, xTitle: text.epoch, lines: [line], format: Axis.shortest
        ).html
    }

    private func series(
        _ role: ModelRole, _ kind: MetricPoint.Kind, read: (MetricPoint) -> Double?
    ) -> CurveSeries {
        CurveSeries(report.curves.filter { $0.role == role }, kind: kind, read: read)
    }
}
