/// A part of a regular expression.
indirect enum PatternNode: Sendable {
    enum Greed: Sendable {
        case greedy
        case lazy
        case possessive
    }

    case set(ScalarSet)
    case lineStart
    case lineEnd
    case textStart
    case textEnd
    case sequence([PatternNode])
    case choice([PatternNode])
    case repetition(PatternNode, atLeast: Int, atMost: Int?, Greed)
    case lookahead(PatternNode, isNegated: Bool)
    case atomic(PatternNode)

    /// Whether it can match nothing at all.
    var canBeEmpty: Bool {
        switch self {
        case .set: false
        case .lineStart, .lineEnd, .textStart, .textEnd, .lookahead: true
        case .sequence(let parts): parts.allSatisfy(\.canBeEmpty)
        case .choice(let parts): parts.contains(where: \.canBeEmpty)
        case .repetition(let part, let atLeast, _, _): atLeast == 0 || part.canBeEmpty
        case .atomic(let part): part.canBeEmpty
        }
    }
}
