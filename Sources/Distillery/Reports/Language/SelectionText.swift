/// The words of `selection.html`, in one language; figures come in as text that is formatted already.
protocol SelectionText: Sendable {
    /// The words that every report has.
    var common: any ReportText { get }

    /// What choosing by chance is called.
    var random: String { get }
    func name(_ standing: Standing) -> String
    func overline(
        dataset: String, strategies: Int, seeds: Int, rounds: Int, duration: String
    ) -> String

    // The headline.
    func learnsFastest(_ strategy: String, points: String, interval: String, seeds: Int) -> String
    func noneLearnsFaster(
        _ strategy: String, points: String, interval: String, seeds: Int
    ) -> String
    func oneSeed(_ strategy: String, points: String) -> String
    func failed(runs: Int) -> String
    var noFigures: String { get }
    /// The best strategy's score once all rounds are over.
    func scoreAfter(asked: String) -> String
    var meanGain: String { get }
    var teacherScore: String { get }
    var trainingTime: String { get }
    func runs(_ count: Int) -> String

    // The curves and the table.
    var curves: String { get }
    func curvesNote(start: String, count: String, rounds: Int, seeds: Int) -> String
    var asked: String { get }
    var score: String { get }
    var macroF1: String { get }
    var table: String { get }
    func tableNote(seeds: Int, strategies: Int) -> String
    var strategy: String { get }
    var gain: String { get }
    var verdict: String { get }

    // The records.
    var failures: String { get }
    var footer: String { get }
}

extension ReportLanguage {
    /// The words of rounds of choosing examples in this language.
    var selectionText: any SelectionText {
        switch self {
        case .english: EnglishSelectionText()
        case .chinese: ChineseSelectionText()
        }
    }
}
