/// How long each model takes for texts of several lengths: a chart, and the figures beside it.
struct LatencySection {
    var report: RunReport
    var text: any ReportText

    /// Nil where examples have one shape.
    var html: HTML? {
        let lengths = report.models.flatMap(\.evaluations).map(\.evaluation).measuredLengths
        guard !lengths.isEmpty else { return nil }
        return Section.html(text.latencyByLength, note: text.latencyNote) {
            HTML("div", ["class": "charts pair"]) {
                chart(lengths)
                table(lengths)
            }
        }
    }

    private func chart(_ lengths: [Int]) -> HTML? {
        LineChart(
            title: text.name(.latencyMedian) + ", ms", xTitle: text.tokenAxis,
            lines: report.models.map { model in
                LineChart.Line(
                    name: text.name(model.role), style: model.role.styleClass,
                    series: CurveSeries(
                        points: lengths.compactMap { length in
                            spread(model, length).map {
                                CurveSeries.Point(
                                    epoch: Double(length), mean: $0.mean, lowest: $0.mean,
                                    highest: $0.mean)
                            }
                        }))
            }, format: { NumberFormat.decimal($0, decimals: 2) },
            // From nothing, so that a hair's difference looks like one.
            covering: [0]
                + report.models.flatMap { model in
                    lengths.compactMap { spread(model, $0)?.mean }
                }
        ).html
    }

    private func table(_ lengths: [Int]) -> HTML {
        HTML("div", ["class": "scroll"]) {
            HTML("table", ["class": "comparison"]) {
                HTML("thead") {
                    HTML("tr") {
                        HTML("th", ["scope": "col"]) { text.tokenAxis }
                        for model in report.models {
                            HTML("th", ["scope": "col"]) {
                                Marker(role: model.role).labelled(text.name(model.role))
                            }
                        }
                    }
                }
                HTML("tbody") { for length in lengths { row(length) } }
            }
        }
    }

    private func row(_ length: Int) -> HTML {
        HTML("tr") {
            HTML("th", ["scope": "row"]) { "\(length)" }
            for model in report.models {
                HTML("td") {
                    spread(model, length).map { NumberFormat.milliseconds($0.mean).unbroken } ?? "–"
                }
            }
        }
    }

    private func spread(_ model: RunReport.Model, _ length: Int) -> Spread? {
        model.spread { $0.latency(tokens: length) }
    }
}
