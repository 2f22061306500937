/// The words of `comparison.html`, in one language; figures come in as text that is formatted already.
protocol ComparisonText: Sendable {
    /// The words that every report has.
    var common: any ReportText { get }
    /// What the methods are compared by.
    var score: ReportScore { get }

    /// What the student is called that was trained without a teacher.
    var alone: String { get }
    func name(_ standing: Standing) -> String
    func overline(dataset: String, methods: Int, seeds: Int, epochs: Int, duration: String)
        -> String

    // The headline.
    func paysMost(_ label: String, points: String, interval: String, seeds: Int) -> String
    func nonePays(_ label: String, points: String, interval: String, seeds: Int) -> String
    func oneSeed(_ label: String, points: String) -> String
    func counts(better: Int, worse: Int, undecided: Int) -> String
    func failed(runs: Int) -> String
    var noFigures: String { get }
    var bestMethod: String { get }
    var gainOfBest: String { get }
    var teacherScore: String { get }
    var trainingTime: String { get }
    func runs(_ count: Int) -> String

    // The gains.
    var gains: String { get }
    func gainsNote(seeds: Int, methods: Int) -> String
    var withinChance: String { get }

    // The table.
    var ranking: String { get }
    func rankingNote(seeds: Int) -> String
    var method: String { get }
    var scoreTitle: String { get }
    var gain: String { get }
    var agreement: String { get }
    var crossEntropy: String { get }
    var time: String { get }
    var memory: String { get }
    var ownParameters: String { get }
    var verdict: String { get }

    // The charts.
    var cost: String { get }
    var costNote: String { get }
    var curves: String { get }
    func curvesNote(seeds: Int) -> String

    // The records.
    var options: String { get }
    var failures: String { get }
    var footer: String { get }
}

extension ReportLanguage {
    /// The words of a comparison by a score in this language.
    func comparisonText(by score: ReportScore) -> any ComparisonText {
        switch self {
        case .english: EnglishComparisonText(score: score)
        case .chinese: ChineseComparisonText(score: score)
        }
    }
}
