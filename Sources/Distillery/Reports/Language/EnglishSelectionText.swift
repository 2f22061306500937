struct EnglishSelectionText: SelectionText {
    let common: any ReportText = EnglishReportText()

    let random = "random"

    func name(_ standing: Standing) -> String {
        switch standing {
        case .better: "better than random"
        case .betterWithinChance: "ahead, not beyond doubt"
        case .same: "the same as random"
        case .worseWithinChance: "behind, not beyond doubt"
        case .worse: "worse than random"
        case .betterOnOneSeed: "ahead, on one seed"
        case .worseOnOneSeed: "behind, on one seed"
        case .failed: "failed"
        }
    }

    func overline(
        dataset: String, strategies: Int, seeds: Int, rounds: Int, duration: String
    ) -> String {
        "\(counted(strategies, "strategy", "strategies")) beside random choice · \(dataset) · "
            + "\(counted(rounds, "round")) · \(counted(seeds, "seed")) · \(duration) of training"
    }

    func learnsFastest(_ strategy: String, points: String, interval: String, seeds: Int) -> String {
        "Chosen by \(strategy), the same number of answers teaches more: \(points) points over random "
            + "choice in the mean of all rounds (95 % interval \(interval), "
            + "\(counted(seeds, "seed")))."
    }

    func noneLearnsFaster(
        _ strategy: String, points: String, interval: String, seeds: Int
    ) -> String {
        "No strategy beats random choice beyond doubt; \(strategy) comes closest: \(points) points in the "
            + "mean of all rounds (95 % interval \(interval), \(counted(seeds, "seed")))."
    }

    func oneSeed(_ strategy: String, points: String) -> String {
        "\(strategy) has \(points) points over random choice in the mean of all rounds, on a single seed: "
            + "too few to tell it from luck."
    }

    func failed(runs: Int) -> String { "\(counted(runs, "run")) failed." }
    let noFigures = "No strategy came through all rounds."
    func scoreAfter(asked: String) -> String { "top-1 after \(asked) examples" }
    let meanGain = "points over random, mean of all rounds"
    let teacherScore = "top-1 of the teacher"
    let trainingTime = "of training in all"
    func runs(_ count: Int) -> String { counted(count, "run") }

    let curves = "What the answers taught"
    func curvesNote(start: String, count: String, rounds: Int, seeds: Int) -> String {
        "How good the student is on the validation examples, against how many examples the teacher was "
            + "asked about: \(start) by chance to begin with, and \(count) more in "
            + (rounds == 1 ? "a round" : "each of \(rounds) rounds")
            + ", chosen by the student of the round before."
            + (seeds > 1
                ? " Lines are means over \(seeds) seeds, which draw other beginnings; bands are one standard deviation."
                : "")
    }
    let asked = "examples asked about"
    let score = "Top-1, %"
    let macroF1 = "Macro F1, %"
    let table = "Round by round"
    func tableNote(seeds: Int, strategies: Int) -> String {
        let first =
            "Top-1 after so many examples. The gain is the mean lead over random choice in all rounds"
        guard seeds > 1 else {
            return first + ", on a single seed: no interval can be given."
        }
        return first
            + ", seed by seed; the verdict says whether its 95 % interval (Student’s t) leaves "
            + "room for none."
            + (strategies > 2
                ? " Each interval is for itself: of many strategies that do nothing, one may stand out "
                    + "by chance." : "")
    }
    let strategy = "Strategy"
    let gain = "Mean gain"
    let verdict = "Against random"
    let failures = "What failed"
    let footer = "Made by Distillery. The same figures stand in selection.json beside this file."

    private func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
        "\(count) \(count == 1 ? one : many ?? one + "s")"
    }
}
