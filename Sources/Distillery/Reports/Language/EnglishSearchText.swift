struct EnglishSearchText: SearchText {
    let common: any ReportText = EnglishReportText()
    var score = ReportScore.accuracy

    func overline(dataset: String, settings: Int, trainings: Int, duration: String) -> String {
        "\(settings) settings · \(dataset) · \(trainings) trainings · \(duration) of training"
    }
    func best(_ setting: String, score: String, settings: Int) -> String {
        "The best of \(settings) settings is \(setting), with \(score)."
    }
    func givenIsBest(score: String, settings: Int) -> String {
        "None of \(settings) settings is better than the recipe as it was given, with \(score)."
    }
    func confirmed(best: String, given: String, points: String) -> String {
        "With another seed it reaches \(best), the recipe as it was given \(given): \(points) points."
    }
    func confirmed(best: String) -> String { "With another seed it reaches \(best)." }
    let warning =
        "The setting was chosen by the validation examples, so its figure there flatters it; that of "
        + "the other seed does so less, but was measured on the same examples."
    let bestScore = "the figure that chose"
    let confirmedScore = "with another seed"
    let confirmedGain = "points over the recipe as given"
    let given = "as given"
    let trainingTime = "of training in all"

    let rungs = "The rungs"
    var rungsNote: String {
        "Every setting begins in the first rung; the best of each go on, from their beginning and for "
            + "more epochs. \(common.name(score.figure)) on the validation examples decides"
            + (score == .accuracy ? ", cross-entropy where it is the same." : ".")
    }
    let trial = "Trial"
    func epochs(_ count: Int) -> String { "\(count) epoch\(count == 1 ? "" : "s")" }
    func seed(_ number: UInt64) -> String { "seed \(number)" }
    let crossEntropy = "Cross-entropy"
    let failed = "failed"
    let keys = "Key by key"
    var keysNote: String {
        "\(common.name(score.figure)) in per cent against the value, a mark for each setting in the rung that it came to: "
            + "filled in the last one, a ring in an earlier one, for fewer epochs."
    }
    let bestRecipe = "The best recipe"
    let footer = "Made by Distillery. The same figures stand in search.json beside this file."
}
