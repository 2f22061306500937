import Torch

/// How texts are grown: steps that are done one after the other to copies of each example.
///
/// In a recipe an entry of `steps` is a mapping with its `kind` (`{kind: numerals, count: 2}`),
/// or the kind alone where its own values will do (`synonyms`). A list alone is its steps.
public struct TextAugmentation: Sendable {
    /// Which texts of a pair are changed.
    public enum Sides: String, Sendable, Codable, CaseIterable {
        case both, text, pair
    }

    /// The copies that are tried of each example.
    public var copies: Int
    public var sides: Sides
    /// Decides all draws.
    public var seed: UInt64
    /// Done in this order, each to the share of copies that its probability says.
    public var steps: [any TextStep]

    /// The most copies of an example.
    public static let copyLimit = 1000

    public init(
        copies: Int = 1, sides: Sides = .both, seed: UInt64 = 0, steps: [any TextStep]
    ) {
        self.copies = copies
        self.seed = seed
        self.sides = sides
        self.steps = steps
    }

    /// Every kind of step that a recipe can name.
    public static let kinds: [any TextStep.Type] = [
        Synonyms.self, Abbreviations.self, DivisionLevels.self, Numerals.self, Typos.self,
        RandomInsertion.self, RandomDeletion.self, RandomSwap.self, MaskedReplacement.self,
    ]
}

extension TextAugmentation: Equatable {
    public static func == (one: TextAugmentation, other: TextAugmentation) -> Bool {
        one.copies == other.copies && one.sides == other.sides && one.seed == other.seed
            && one.steps.count == other.steps.count
            && zip(one.steps, other.steps).allSatisfy { $0.isEqual(to: $1) }
    }
}

extension TextAugmentation: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable { case copies, sides, seed, steps }

    public init(from decoder: any Decoder) throws {
        if (try? decoder.unkeyedContainer()) != nil {
            let steps = try decoder.singleValueContainer().decode([NamedStep].self)
            self.init(steps: steps.map(\.step))
            return
        }
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        self.init(
            copies: try values.decode(
                .copies, default: 1, expected: "1…\(Self.copyLimit)",
                where: { (1...Self.copyLimit).contains($0) }),
            sides: try values.decodeName(.sides, default: .both),
            seed: try values.decode(.seed, default: 0),
            steps: try values.decode(.steps, as: [NamedStep].self).map(\.step))
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(copies, forKey: .copies)
        try values.encode(sides, forKey: .sides)
        try values.encode(seed, forKey: .seed)
        try values.encode(steps.map(NamedStep.init), forKey: .steps)
    }
}

/// A step beside its kind.
private struct NamedStep: Codable {
    let step: any TextStep

    init(step: any TextStep) {
        self.step = step
    }

    init(from decoder: any Decoder) throws {
        step = try decoder.decodeKind(
            of: TextAugmentation.kinds.map { type in
                (kind: type.kind, decode: { try type.init(from: $0) as any TextStep })
            })
    }

    func encode(to encoder: any Encoder) throws {
        try step.encode(to: encoder)
    }
}
