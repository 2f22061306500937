import Torch

/// How examples are chosen: by a score, by how far they lie from one another, by both, or by chance.
///
/// In recipes and flags it is its name: `entropy`, `diversity`, `entropy+diversity`, `random`.
public struct SelectionStrategy: Sendable, Encodable, Equatable, CustomStringConvertible {
    /// What the examples are scored by; nil where no answer counts.
    let score: (any AcquisitionScore)?
    /// Whether those are taken that lie far from what is chosen already.
    let isDiverse: Bool

    /// By chance: what every other strategy is measured against.
    public static let random = SelectionStrategy(score: nil, isDiverse: false)

    static let randomName = "random"
    static let diversityName = "diversity"

    private init(score: (any AcquisitionScore)?, isDiverse: Bool) {
        self.score = score
        self.isDiverse = isDiverse
    }

    /// - Throws: `SelectionError.unknownStrategy` with the nearest name.
    public init(named name: String) throws(SelectionError) {
        let parts = name.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
        switch parts.count {
        case 1 where name == Self.randomName: self = .random
        case 1 where name == Self.diversityName: self.init(score: nil, isDiverse: true)
        case 1: self.init(score: try Self.score(named: name), isDiverse: false)
        case 2 where parts[1] == Self.diversityName:
            self.init(score: try Self.score(named: parts[0]), isDiverse: true)
        default: throw Self.unknown(name)
        }
    }

    private static func score(named name: String) throws(SelectionError) -> any AcquisitionScore {
        guard let score = SelectionCatalog.score(named: name) else { throw unknown(name) }
        return score
    }

    private static func unknown(_ name: String) -> SelectionError {
        .unknownStrategy(
            name: name, nearest: nearestName(to: name, in: SelectionCatalog.strategyNames),
            known: SelectionCatalog.strategyNames)
    }

    public var name: String {
        let parts = [score?.name, isDiverse ? Self.diversityName : nil].compactMap(\.self)
        return parts.isEmpty ? Self.randomName : parts.joined(separator: "+")
    }

    public var description: String { name }
    public var isRandom: Bool { self == .random }
    /// Whether it compares models.
    public var needsCommittee: Bool { score?.needsCommittee ?? false }

    public static func == (one: SelectionStrategy, other: SelectionStrategy) -> Bool {
        one.name == other.name
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
}
