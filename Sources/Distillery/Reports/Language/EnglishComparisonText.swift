struct EnglishComparisonText: ComparisonText {
    let common: any ReportText = EnglishReportText()
    var score = ReportScore.accuracy

    let alone = "alone"
    func name(_ standing: Standing) -> String {
        switch standing {
        case .better: "better than alone"
        case .betterWithinChance: "better, within chance"
        case .same: "no difference"
        case .worseWithinChance: "worse, within chance"
        case .worse: "worse than alone"
        case .betterOnOneSeed: "better, on one seed"
        case .worseOnOneSeed: "worse, on one seed"
        case .failed: "failed"
        }
    }
    func overline(
        dataset: String, methods: Int, seeds: Int, epochs: Int, duration: String
    ) -> String {
        "\(count(methods, "method")) · \(dataset) · \(count(seeds, "seed")) · "
            + "\(count(epochs, "epoch")) · \(duration) of training"
    }

    func paysMost(_ label: String, points: String, interval: String, seeds: Int) -> String {
        "\(label) pays most: \(points) points over training alone "
            + "(95 % interval \(interval), \(count(seeds, "seed")))."
    }
    func nonePays(_ label: String, points: String, interval: String, seeds: Int) -> String {
        "No method is better than training alone beyond chance; first among them is \(label) with "
            + "\(points) points (95 % interval \(interval), \(count(seeds, "seed")))."
    }
    func oneSeed(_ label: String, points: String) -> String {
        "First among the methods is \(label) with \(points) points against training alone, on a "
            + "single seed: too few to tell it from chance."
    }
    func counts(better: Int, worse: Int, undecided: Int) -> String {
        let parts = [
            better > 0 ? "\(better) \(better == 1 ? "is" : "are") better than training alone" : nil,
            worse > 0 ? "\(worse) \(worse == 1 ? "is" : "are") worse than training alone" : nil,
            undecided > 0 ? "\(undecided) cannot be told from chance" : nil,
        ].compactMap { $0 }
        return "Of \(count(better + worse + undecided, "method")) " + parts.joined(separator: ", ")
            + "."
    }
    func failed(runs: Int) -> String { "\(count(runs, "run")) failed." }
    let noFigures = "No method has a figure to compare with training alone."
    let bestMethod = "the best method"
    let gainOfBest = "points over training alone"
    var teacherScore: String { "the teacher’s \(common.name(score))" }
    let trainingTime = "of training in all"
    func runs(_ count: Int) -> String { self.count(count, "run") }

    let gains = "What each method gains"
    func gainsNote(seeds: Int, methods: Int) -> String {
        guard seeds > 1 else {
            return
                "Difference in \(common.name(score)) from the student trained alone, in percentage points, on a "
                + "single seed: no interval can be given. More seeds tell chance from gain."
        }
        return
            "Difference in \(common.name(score)) from the student trained alone with the same seed, in "
            + "percentage points. Bars are 95 % confidence intervals of the mean over \(seeds) seeds "
            + "(Student’s t), small dots the single seeds."
            + (methods > 4
                ? " Each interval is for itself: of twenty methods that do nothing, one will stand "
                    + "out by chance." : "")
    }
    let withinChance = "within chance"

    let ranking = "Ranking"
    func rankingNote(seeds: Int) -> String {
        "Sorted by gain; above the student trained alone helped, below it hurt. "
            + (seeds > 1
                ? "Figures are means over the seeds ± their sample standard deviation, intervals of "
                    + "95 %."
                : "Every figure comes from a single seed.")
    }
    let method = "Method"
    var scoreTitle: String { common.name(score.figure) }
    let gain = "Gain"
    let agreement = "Agreement"
    let crossEntropy = "Cross-entropy"
    let time = "Training time"
    let memory = "Peak memory"
    let ownParameters = "Own parameters"
    let verdict = "Against alone"

    var cost: String { "\(common.scoreAndCost(score)) to train" }
    let costNote =
        "Time is that of the optimiser’s steps with the teacher’s answers in them, memory the most "
        + "that the process had. Bars are one standard deviation, faint marks the single seeds. Up "
        + "and to the left is better."
    var curves: String { "Validation \(common.name(score)), epoch by epoch" }
    func curvesNote(seeds: Int) -> String {
        "Each method beside the student trained alone, all on one scale. "
            + (seeds > 1
                ? "Lines are means over the seeds, bands one standard deviation. " : "")
            + "Hover for values."
    }

    let options = "Options of the methods"
    let failures = "Runs that failed"
    let footer =
        "Made by Distillery. The same figures stand in comparison.json beside this file; each run has "
        + "a report of its own in its folder."

    private func count(_ number: Int, _ thing: String) -> String {
        "\(number) \(thing)\(number == 1 ? "" : "s")"
    }
}
