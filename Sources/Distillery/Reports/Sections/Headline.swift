/// The top of the report: what was gained, in two sentences and a few large figures.
struct Headline {
    var report: RunReport
    var text: any ReportText

    var html: HTML {
        HTML("header") {
            HTML("p", ["class": "overline"]) { overline }
            HTML("h1") { report.title }
            HTML("p", ["class": "verdict"]) {
                if let accuracySentence { HTML("span") { accuracySentence } }
                if report.model(.student) != nil {
                    HTML("span", ["class": distillationStyle]) { distillationSentence }
                }
            }
            KeyFigures(report: report, text: text).html
        }
    }

    /// The sentences of the verdict, as plain text.
    var sentences: [String] {
        let distillation = report.model(.student) == nil ? nil : distillationSentence
        return [accuracySentence, distillation].compactMap { $0 }
    }

    private var overline: String {
        let examples = report.models.compactMap { $0.evaluations.first?.evaluation.examples }.max()
        return text.overline(
            method: report.method, dataset: report.dataset,
            examples: NumberFormat.whole(examples ?? 0),
            duration: NumberFormat.duration(seconds: report.seconds))
    }

    private var verdict: Verdict { Verdict(report) }

    /// Nil when there is no model to speak of.
    private var accuracySentence: String? {
        guard let student = report.model(.student) ?? report.models.first,
            let accuracy = student.spread(\.score)
        else { return nil }
        guard student.role == .student, let kept = verdict.accuracyKept,
            let teacher = report.model(.teacher),
            let best = teacher.spread(\.score),
            let own = student.spread(ComparisonFigure.multiplyAdds.value),
            let whole = teacher.spread(ComparisonFigure.multiplyAdds.value)
        else {
            return text.reached(
                student.role, report.score, value: NumberFormat.percent(accuracy.mean).unbroken)
        }
        let part = NumberFormat.fraction(own.mean, of: whole.mean).unbroken
        return kept < 1
            ? text.kept(
                report.score, share: NumberFormat.percent(kept, decimals: 1).unbroken,
                multiplyAdds: part)
            : text.exceeded(
                student: NumberFormat.percent(accuracy.mean).unbroken,
                teacher: NumberFormat.percent(best.mean).unbroken, multiplyAdds: part)
    }

    private var distillationSentence: String {
        switch verdict.distillation {
        case .helped(let gain):
            text.helped(points: size(gain), deviation: deviation(gain), seeds: gain.seeds)
        case .hurt(let gain):
            text.hurt(points: size(gain), deviation: deviation(gain), seeds: gain.seeds)
        case .withinDeviation(let gain):
            text.withinDeviation(
                points: NumberFormat.points(gain.mean), deviation: deviation(gain),
                seeds: gain.seeds)
        case .singleSeed(let gain): text.singleSeed(points: NumberFormat.points(gain.mean))
        case .unknown: text.noControl
        }
    }

    private var distillationStyle: String {
        switch verdict.distillation {
        case .helped: "helped"
        case .hurt: "hurt"
        case .withinDeviation, .singleSeed, .unknown: "undecided"
        }
    }

    private func size(_ gain: Gain) -> String {
        NumberFormat.decimal(100 * abs(gain.mean), decimals: 2)
    }

    private func deviation(_ gain: Gain) -> String {
        NumberFormat.decimal(100 * (gain.deviation ?? 0), decimals: 2)
    }
}
