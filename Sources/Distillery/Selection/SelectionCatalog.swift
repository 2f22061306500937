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

    /// One line of a list of strategies.
    public struct Entry: Codable, Sendable, Equatable {
        public var name: String
        public var summary: String
        /// Whether it compares models.
        public var needsCommittee: Bool
    }

    /// The strategies, of which a score may have `+diversity` after it.
    public static let strategies: [Entry] =
        scores.map {
            Entry(name: $0.name, summary: $0.summary, needsCommittee: $0.needsCommittee)
        } + [
            Entry(
                name: SelectionStrategy.diversityName,
                summary: "the largest distance from what is chosen, in what the head reads",
                needsCommittee: false),
            Entry(
                name: SelectionStrategy.randomName, summary: "chance", needsCommittee: false),
        ]

    /// The names of the strategies.
    static var strategyNames: [String] { strategies.map(\.name) }
}
