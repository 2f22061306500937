/// The top of the page: whether choosing pays, in two sentences and a few large figures.
struct SelectionHeadline {
    var report: SelectionReport
    var text: any SelectionText

    var html: HTML {
        HTML("header") {
            HTML("p", ["class": "overline"]) {
                text.overline(
                    dataset: report.dataset, strategies: report.strategies.count,
                    seeds: report.seeds.count, rounds: report.rounds,
                    duration: NumberFormat.duration(seconds: report.seconds))
            }
            HTML("h1") { report.title }
            HTML("p", ["class": "verdict"]) {
                for (index, sentence) in sentences.enumerated() {
                    HTML("span", ["class": index == 0 ? tone : ""]) { sentence }
                }
            }
            TileList(tiles: tiles).html
        }
    }

    private var tone: String { best?.standing == .better ? "helped" : "undecided" }

    /// The strategy of the largest gain; one that is better beyond doubt comes first.
    private var best: SelectionReport.Curve? {
        report.strategies.first { $0.standing == .better }
            ?? report.strategies.first { $0.gain != nil }
    }

    /// The sentences of the verdict, as plain text.
    var sentences: [String] {
        let failed = report.failures.count
        return [mainSentence] + (failed > 0 ? [text.failed(runs: failed)] : [])
    }

    private var mainSentence: String {
        guard let best, let gain = best.gain else { return text.noFigures }
        let points = NumberFormat.points(gain.mean)
        guard let interval = gain.interval else {
            return text.oneSeed(best.strategy, points: points)
        }
        let (range, seeds) = (Figure.interval(interval).unbroken, gain.differences.count)
        return best.standing == .better
            ? text.learnsFastest(best.strategy, points: points, interval: range, seeds: seeds)
            : text.noneLearnsFaster(best.strategy, points: points, interval: range, seeds: seeds)
    }

    private var tiles: [TileList.Tile] {
        var tiles: [TileList.Tile] = []
        for (curve, name) in [(best, best?.strategy), (report.random, text.random)] {
            guard let curve, let name, let last = curve.points.last, let score = last.score else {
                continue
            }
            let asked = NumberFormat.whole(last.asked)
            tiles.append(
                (NumberFormat.percent(score.mean), text.scoreAfter(asked: asked), name))
        }
        if let best, let gain = best.gain {
            let deviation = gain.deviation.map {
                text.common.plusMinus(
                    NumberFormat.decimal(100 * $0, decimals: 2), seeds: gain.differences.count)
            }
            tiles.append(
                (NumberFormat.points(gain.mean), text.meanGain, deviation ?? text.common.oneSeed))
        }
        if let teacher = report.teacher {
            tiles.append((NumberFormat.percent(teacher.score), text.teacherScore, teacher.name))
        }
        tiles.append(
            (
                NumberFormat.duration(seconds: report.seconds), text.trainingTime,
                text.runs(report.runs.count)
            ))
        return tiles
    }
}
