/// The words of `search.html`, in one language; figures come in as text that is formatted already.
protocol SearchText: Sendable {
    /// The words that every report has.
    var common: any ReportText { get }
    /// What the settings are compared by.
    var score: ReportScore { get }

    func overline(dataset: String, settings: Int, trainings: Int, duration: String) -> String
    func best(_ setting: String, score: String, settings: Int) -> String
    func givenIsBest(score: String, settings: Int) -> String
    /// Both settings with a seed that chose neither.
    func confirmed(best: String, given: String, points: String) -> String
    func confirmed(best: String) -> String
    var warning: String { get }
    var bestScore: String { get }
    var confirmedScore: String { get }
    var confirmedGain: String { get }
    var given: String { get }
    var trainingTime: String { get }

    var rungs: String { get }
    var rungsNote: String { get }
    var trial: String { get }
    func epochs(_ count: Int) -> String
    func seed(_ number: UInt64) -> String
    var crossEntropy: String { get }
    var failed: String { get }
    var keys: String { get }
    var keysNote: String { get }
    var bestRecipe: String { get }
    var footer: String { get }
}

extension ReportLanguage {
    /// The words of a search by a score in this language.
    func searchText(by score: ReportScore) -> any SearchText {
        switch self {
        case .english: EnglishSearchText(score: score)
        case .chinese: ChineseSearchText(score: score)
        }
    }
}
