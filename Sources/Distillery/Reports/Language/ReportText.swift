/// The words of `report.html`, in one language; figures come in as text that is formatted already.
protocol ReportText: Sendable {
    /// The language for the page's `lang`.
    var code: String { get }

    func name(_ role: ModelRole) -> String
    /// The word for a score within a sentence.
    func name(_ score: ReportScore) -> String
    /// The line above the title.
    func overline(method: String, dataset: String, examples: String, duration: String) -> String

    // The headline.
    func kept(_ score: ReportScore, share: String, multiplyAdds: String) -> String
    func exceeded(student: String, teacher: String, multiplyAdds: String) -> String
    func reached(_ role: ModelRole, _ score: ReportScore, value: String) -> String
    func helped(points: String, deviation: String, seeds: Int) -> String
    func hurt(points: String, deviation: String, seeds: Int) -> String
    func withinDeviation(points: String, deviation: String, seeds: Int) -> String
    func singleSeed(points: String) -> String
    var noControl: String { get }
    func partKept(_ score: ReportScore) -> String
    var overAlone: String { get }
    func ofTeacher(student: String, teacher: String) -> String
    func plusMinus(_ deviation: String, seeds: Int) -> String
    var oneSeed: String { get }

    // The comparison.
    var comparison: String { get }
    func comparisonNote(seeds: Int, hasControl: Bool) -> String
    var figure: String { get }
    var difference: String { get }
    func name(_ figure: ComparisonFigure) -> String

    // The charts.
    func scoreAndCost(_ score: ReportScore) -> String
    func title(_ score: ReportScore, against cost: String) -> String
    var seedsNote: String { get }
    var training: String { get }
    var epoch: String { get }
    func validation(_ score: ReportScore) -> String
    var lossTerms: String { get }
    var learningRate: String { get }
    var total: String { get }
    var bandNote: String { get }

    // How long texts take.
    var latencyByLength: String { get }
    var latencyNote: String { get }
    func tokens(_ count: Int) -> String
    var tokenAxis: String { get }

    // The classes.
    var classByClass: String { get }
    var recognised: String { get }
    func classNote(shown: Int, of count: Int) -> String
    var allClasses: String { get }
    var calibration: String { get }
    var confidence: String { get }
    var rightAnswers: String { get }
    var calibrationNote: String { get }
    var confusion: String { get }
    var confusionNote: String { get }
    var trueClass: String { get }
    var predictedClass: String { get }
    func confusionTitle(_ role: ModelRole) -> String
    func takenFor(_ label: String, as prediction: String, share: String) -> String
    func mostConfused(_ role: ModelRole) -> String
    var takenForHeading: String { get }

    // The pictures.
    func disagreements(ofTexts: Bool) -> String
    func disagreementNote(
        agreement: String?, teacherRight: Int, studentRight: Int, shown: Int, areTexts: Bool
    ) -> String
    var right: String { get }
    var wrong: String { get }
    var truth: String { get }

    // The records.
    var recipe: String { get }
    var manifest: String { get }
    var records: String { get }
    var footer: String { get }
}

extension ReportLanguage {
    /// The report's words in this language.
    var text: any ReportText {
        switch self {
        case .english: EnglishReportText()
        case .chinese: ChineseReportText()
        }
    }
}
