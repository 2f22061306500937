/// Every figure of every method, sorted by gain; the student trained alone divides the list.
struct RankingTable {
    var report: ComparisonReport
    var text: any ComparisonText

    private var all: [MethodResult] { [report.control] + report.methods }
    private var hasAgreement: Bool { all.contains { $0.agreement != nil } }
    private var hasCrossEntropy: Bool { all.contains { $0.crossEntropy != nil } }
    private var hasParts: Bool { all.contains { ($0.methodParameters ?? 0) > 0 } }

    var html: HTML {
        Section.html(text.ranking, note: text.rankingNote(seeds: report.seeds.count)) {
            RankingParts.table(titles, rows: report.ranked.map(row))
        }
    }

    private var titles: [String] {
        [text.method, text.scoreTitle, text.gain]
            + (hasAgreement ? [text.agreement] : [])
            + (hasCrossEntropy ? [text.crossEntropy] : []) + [text.time, text.memory]
            + (hasParts ? [text.ownParameters] : []) + [text.verdict]
    }

    private func row(_ result: MethodResult) -> HTML {
        let isControl = result == report.control
        return HTML("tr", ["class": isControl ? "alone" : ""]) {
            HTML("th", ["scope": "row"]) {
                isControl ? Marker.control.labelled(text.alone) : HTML(text: result.label)
                if !isControl, result.label != result.kind { HTML("small") { result.kind } }
            }
            cell(
                result.top1.map { NumberFormat.percent($0.mean) },
                result.top1?.standardDeviation.map { NumberFormat.decimal(100 * $0, decimals: 2) })
            cell(
                result.gain.map { NumberFormat.points($0.mean) },
                result.gain?.deviation.map { NumberFormat.decimal(100 * $0, decimals: 2) })
            if hasAgreement {
                cell(
                    result.agreement.map { NumberFormat.percent($0.mean) },
                    result.agreement?.standardDeviation.map {
                        NumberFormat.decimal(100 * $0, decimals: 2)
                    })
            }
            if hasCrossEntropy {
                cell(
                    result.crossEntropy.map { NumberFormat.decimal($0.mean, decimals: 3) },
                    result.crossEntropy?.standardDeviation.map {
                        NumberFormat.decimal($0, decimals: 3)
                    })
            }
            HTML("td") { Figure.duration(result.seconds).unbroken }
            HTML("td") { Figure.bytes(result.peakMemoryBytes).unbroken }
            if hasParts {
                HTML("td") { Figure.parameters(result.methodParameters).unbroken }
            }
            RankingParts.cell(result.standing, name: text.name)
        }
    }

    private func cell(_ value: String?, _ deviation: String?) -> HTML {
        RankingParts.cell(value, deviation, seeds: report.seeds.count)
    }
}
