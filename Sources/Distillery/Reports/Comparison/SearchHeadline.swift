/// The top of a search's page: the best setting, and what its figures are worth.
struct SearchHeadline {
    var report: SearchReport
    var text: any SearchText

    var html: HTML {
        HTML("header") {
            HTML("p", ["class": "overline"]) {
                text.overline(
                    dataset: report.dataset, settings: settings, trainings: report.trainings,
                    duration: NumberFormat.duration(seconds: report.seconds))
            }
            HTML("h1") { report.title }
            HTML("p", ["class": "verdict"]) {
                for sentence in sentences.dropLast() { HTML("span") { sentence } }
            }
            TileList(tiles: tiles).html
            HTML("p", ["class": "note below"]) { text.warning }
        }
    }

    private var settings: Int { report.rungs.first?.trials.count ?? 0 }

    /// What was found, how that held with another seed, and the warning.
    var sentences: [String] {
        let top1 = percent(report.best)
        let isGiven = report.best.trial == SearchReport.givenTrial
        let found =
            isGiven
            ? text.givenIsBest(score: top1, settings: settings)
            : text.best(report.best.setting.text, score: top1, settings: settings)
        let again = percent(report.confirmation.best)
        guard let given = report.confirmation.given else {
            return [found, text.confirmed(best: again), text.warning]
        }
        return [
            found,
            text.confirmed(best: again, given: percent(given), points: gain ?? "–"),
            text.warning,
        ]
    }

    private var gain: String? {
        guard let best = report.confirmation.best.top1, let given = report.confirmation.given?.top1
        else { return nil }
        return NumberFormat.points(best - given)
    }

    private var tiles: [TileList.Tile] {
        var tiles = [
            (percent(report.best), text.bestScore, text.seed(report.seed)),
            (
                percent(report.confirmation.best), text.confirmedScore,
                text.seed(report.confirmation.seed)
            ),
        ]
        if let gain, let given = report.confirmation.given {
            tiles.append((gain, text.confirmedGain, "\(text.given): \(percent(given))"))
        }
        tiles.append(
            (
                NumberFormat.duration(seconds: report.seconds), text.trainingTime,
                text.epochs(report.epochs)
            ))
        return tiles
    }

    private func percent(_ result: TrialResult) -> String {
        result.top1.map { NumberFormat.percent($0).unbroken } ?? "–"
    }
}
