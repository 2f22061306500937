/// What one training of a search came to: one setting, for so many epochs.
public struct TrialResult: Codable, Sendable, Equatable {
    /// The setting's number, from 1; the same in every rung.
    public var trial: Int
    public var setting: SearchSetting
    /// The run's folder, below the search's.
    public var folder: String
    public var failure: String?
    public var top1: Double?
    public var crossEntropy: Double?
    public var seconds: Double?

    /// Better first: by top-1, and by cross-entropy where that is the same; failed ones last.
    static func isBefore(_ one: TrialResult, _ other: TrialResult) -> Bool {
        let (first, second) = (one.top1 ?? -.infinity, other.top1 ?? -.infinity)
        guard first == second else { return first > second }
        let (own, its) = (one.crossEntropy ?? .infinity, other.crossEntropy ?? .infinity)
        return own == its ? one.trial < other.trial : own < its
    }
}
