/// The large figures under the headline: the score kept, and what part of each cost is left.
struct KeyFigures {
    var report: RunReport
    var text: any ReportText

    /// Nil without a student.
    var html: HTML? {
        guard let student = report.model(.student) else { return nil }
        return TileList(tiles: tiles(student)).html
    }

    private func tiles(_ student: RunReport.Model) -> [TileList.Tile] {
        var tiles: [TileList.Tile] = []
        if let teacher = report.model(.teacher) {
            if let kept = Verdict(report).accuracyKept {
                tiles.append(
                    (
                        value: NumberFormat.percent(kept, decimals: 1),
                        name: text.partKept(report.score),
                        detail: detail(report.score.figure, student, teacher)
                    ))
            }
            for cost in [ComparisonFigure.multiplyAdds, .fileBytes, .latencyMedian] {
                guard let own = student.spread(cost.value), let whole = teacher.spread(cost.value)
                else { continue }
                tiles.append(
                    (
                        value: NumberFormat.fraction(own.mean, of: whole.mean),
                        name: text.name(cost), detail: detail(cost, student, teacher)
                    ))
            }
        }
        if let control = report.model(.control),
            let gain = Gain(of: student, over: control, in: { $0.score })
        {
            let detail = gain.deviation.map {
                text.plusMinus(NumberFormat.decimal(100 * $0, decimals: 2), seeds: gain.seeds)
            }
            tiles.append(
                (
                    value: NumberFormat.points(gain.mean), name: text.overAlone,
                    detail: detail ?? text.oneSeed
                ))
        }
        return tiles
    }

    private func detail(
        _ figure: ComparisonFigure, _ student: RunReport.Model, _ teacher: RunReport.Model
    ) -> String {
        guard let own = student.spread(figure.value), let whole = teacher.spread(figure.value)
        else {
            return ""
        }
        return text.ofTeacher(
            student: figure.format(own.mean).unbroken, teacher: figure.format(whole.mean).unbroken)
    }
}
