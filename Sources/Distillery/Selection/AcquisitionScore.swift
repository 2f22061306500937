/// How much there is to learn from asking about an example, by what models answer to it.
public protocol AcquisitionScore: Sendable {
    /// The name in flags.
    var name: String { get }
    /// One line for lists: what is sought, and whose idea it is.
    var summary: String { get }
    /// Whether it compares models, so that one alone says nothing.
    var needsCommittee: Bool { get }

    /// The larger, the more there is to learn.
    func score(_ answer: CommitteeAnswer) -> Double
}

/// The entropy of the probabilities (Shannon, 1948), of several models their mean's.
public struct EntropyScore: AcquisitionScore {
    public let name = "entropy"
    public let summary = "the largest entropy of the classes' probabilities"
    public let needsCommittee = false

    public init() {}

    public func score(_ answer: CommitteeAnswer) -> Double { entropy(answer.consensus) }
}

/// One less the lead of the likeliest class over the second (Scheffer et al., 2001).
public struct MarginScore: AcquisitionScore {
    public let name = "margin"
    public let summary = "the smallest lead of the likeliest class over the second"
    public let needsCommittee = false

    public init() {}

    public func score(_ answer: CommitteeAnswer) -> Double {
        let sorted = answer.consensus.sorted(by: >)
        return 1 - (sorted[0] - (sorted.count > 1 ? sorted[1] : 0))
    }
}

/// One less the probability of the likeliest class (Lewis and Gale, 1994).
public struct LeastConfidenceScore: AcquisitionScore {
    public let name = "least-confidence"
    public let summary = "the smallest probability of the likeliest class"
    public let needsCommittee = false

    public init() {}

    public func score(_ answer: CommitteeAnswer) -> Double { 1 - (answer.consensus.max() ?? 1) }
}

/// The entropy of the members' votes (Dagan and Engelson, 1995).
public struct VoteEntropyScore: AcquisitionScore {
    public let name = "vote-entropy"
    public let summary = "the largest entropy of several models' choices"
    public let needsCommittee = true

    public init() {}

    public func score(_ answer: CommitteeAnswer) -> Double { entropy(answer.votes) }
}

/// The mean divergence of the members from their mean, `Σ KL(p_m ‖ p̄) / M` (McCallum and Nigam, 1998).
public struct DisagreementScore: AcquisitionScore {
    public let name = "disagreement"
    public let summary = "the largest divergence of several models from their mean"
    public let needsCommittee = true

    public init() {}

    public func score(_ answer: CommitteeAnswer) -> Double {
        // Σ KL(p_m ‖ p̄) / M = H(p̄) − Σ H(p_m) / M.
        entropy(answer.consensus)
            - answer.members.reduce(0) { $0 + entropy($1) } / Double(answer.members.count)
    }
}
