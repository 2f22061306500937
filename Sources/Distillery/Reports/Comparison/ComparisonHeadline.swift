/// The top of a comparison: which method pays, in two sentences and a few large figures.
struct ComparisonHeadline {
    var report: ComparisonReport
    var text: any ComparisonText

    var html: HTML {
        HTML("header") {
            HTML("p", ["class": "overline"]) { overline }
            HTML("h1") { report.title }
            HTML("p", ["class": "verdict"]) {
                HTML("span", ["class": best?.standing == .better ? "helped" : "undecided"]) {
                    mainSentence
                }
                for sentence in otherSentences { HTML("span") { sentence } }
            }
            TileList(tiles: tiles).html
        }
    }

    /// The sentences of the verdict, as plain text.
    var sentences: [String] { [mainSentence] + otherSentences }

    /// The method of the largest gain; one that is better beyond chance comes first.
    private var best: MethodResult? {
        report.methods.first { $0.standing == .better } ?? report.methods.first { $0.gain != nil }
    }

    private var overline: String {
        text.overline(
            dataset: report.dataset, methods: report.methods.count, seeds: report.seeds.count,
            epochs: report.epochs, duration: NumberFormat.duration(seconds: report.seconds))
    }

    private var mainSentence: String {
        guard let best, let gain = best.gain else { return text.noFigures }
        let points = NumberFormat.points(gain.mean)
        guard let interval = gain.interval else { return text.oneSeed(best.label, points: points) }
        let range = Figure.interval(interval).unbroken
        return best.standing == .better
            ? text.paysMost(
                best.label, points: points, interval: range, seeds: gain.differences.count)
            : text.nonePays(
                best.label, points: points, interval: range, seeds: gain.differences.count)
    }

    private var otherSentences: [String] {
        func count(_ standings: Standing...) -> Int {
            report.methods.count { $0.standing.map(standings.contains) ?? false }
        }
        let undecided = count(.betterWithinChance, .same, .worseWithinChance)
        let (better, worse) = (count(.better), count(.worse))
        let isTold = better + worse > 0 && report.methods.count > 1
        let failed = report.failures.count
        return [
            isTold ? text.counts(better: better, worse: worse, undecided: undecided) : nil,
            failed > 0 ? text.failed(runs: failed) : nil,
        ].compactMap { $0 }
    }

    private var tiles: [TileList.Tile] {
        var tiles: [TileList.Tile] = []
        if let best, let top1 = best.top1, let gain = best.gain {
            let deviation = gain.deviation.map {
                text.common.plusMinus(
                    NumberFormat.decimal(100 * $0, decimals: 2), seeds: gain.differences.count)
            }
            tiles.append((NumberFormat.percent(top1.mean), text.bestMethod, best.label))
            tiles.append(
                (NumberFormat.points(gain.mean), text.gainOfBest, deviation ?? text.common.oneSeed))
        }
        if let teacher = report.teacher {
            tiles.append((NumberFormat.percent(teacher.top1), text.teacherScore, teacher.name))
        }
        if let alone = report.control.top1 {
            tiles.append((NumberFormat.percent(alone.mean), text.alone, report.student))
        }
        let runs = ([report.control] + report.methods).flatMap(\.runs).count
        tiles.append(
            (
                NumberFormat.duration(seconds: report.seconds), text.trainingTime, text.runs(runs)
            ))
        return tiles
    }
}
