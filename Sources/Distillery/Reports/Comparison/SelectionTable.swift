/// The score of every strategy after every round, sorted by gain; chance divides the list.
struct SelectionTable {
    var report: SelectionReport
    var text: any SelectionText

    var html: HTML {
        Section.html(
            text.table,
            note: text.tableNote(
                seeds: report.seeds.count, strategies: report.strategies.count)
        ) {
            RankingParts.table(titles, rows: report.ranked.map(row))
        }
    }

    private var titles: [String] {
        [text.strategy] + report.random.points.map { NumberFormat.whole($0.asked) }
            + [text.gain, text.verdict]
    }

    private func row(_ curve: SelectionReport.Curve) -> HTML {
        let isRandom = curve == report.random
        return HTML("tr", ["class": isRandom ? "alone" : ""]) {
            HTML("th", ["scope": "row"]) {
                isRandom ? Marker.control.labelled(text.random) : HTML(text: curve.strategy)
            }
            for point in curve.points {
                cell(
                    point.score.map { NumberFormat.percent($0.mean) },
                    point.score?.standardDeviation.map {
                        NumberFormat.decimal(100 * $0, decimals: 2)
                    })
            }
            cell(
                curve.gain.map { NumberFormat.points($0.mean) },
                curve.gain?.deviation.map { NumberFormat.decimal(100 * $0, decimals: 2) })
            RankingParts.cell(curve.standing, name: text.name)
        }
    }

    private func cell(_ value: String?, _ deviation: String?) -> HTML {
        RankingParts.cell(value, deviation, seeds: report.seeds.count)
    }
}
