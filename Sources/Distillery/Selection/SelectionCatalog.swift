import Torch

/// The scores by which examples can be chosen.
public enum SelectionCatalog {
    public static let scores: [any AcquisitionScore] = [
        EntropyScore(), MarginScore(), LeastConfidenceScore(), VoteEntropyScore(),
        DisagreementScore(),
    ]

    /// The score of a name; nil where there is none.
    public static func score(named name: String) -> (any AcquisitionScore)? {
        scores.first { $0.name == name }
    }
}
