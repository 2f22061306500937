/// What growing a dataset gave, with the figures to judge it by.
public struct TextGrowth: Sendable {
    private struct Content: Hashable {
        let text: String
        let pair: String?
    }

    /// The new examples, without those they came from.
    public private(set) var grown: [GrownText] = []
    /// The copies that were tried.
    public private(set) var tried = 0
    /// Copies in which no step changed anything.
    public private(set) var unchanged = 0
    /// Copies that were like another example.
    public private(set) var repeated = 0
    /// How many of the new examples each kind of step had a part in.
    public private(set) var counts: [String: Int] = [:]
    private var seen: Set<Content>

    /// - Parameter others: examples that no copy may be like, beside those that grow.
    init(_ examples: [TextExample], avoiding others: [TextExample] = []) {
        seen = Set((examples + others).map { Content(text: $0.text, pair: $0.pair) })
    }

    /// The new examples alone.
    public var examples: [TextExample] { grown.map(\.example) }

    /// The share of the copies that became examples, 0…1.
    public var keptShare: Double { tried == 0 ? 0 : Double(grown.count) / Double(tried) }

    /// The new examples whose label a teacher has to say.
    public var unlabelledCount: Int {
        grown.count { $0.example.label == ClassLabel.unknown }
    }

    /// What grew, in a sentence.
    public var remark: String {
        "\(NumberFormat.whole(grown.count)) copies were added to the training texts, "
            + "\(NumberFormat.percent(keptShare)) of those that were tried"
    }

    /// New examples for showing, spread over all of them.
    public func samples(_ count: Int) -> [GrownText] {
        guard count > 0, grown.count > count else { return grown }
        return (0..<count).map { grown[$0 * grown.count / count] }
    }

    /// Takes in a copy; nil stands for one without a change.
    mutating func add(_ copy: GrownText?) {
        tried += 1
        guard let copy else {
            unchanged += 1
            return
        }
        let content = Content(text: copy.example.text, pair: copy.example.pair)
        guard seen.insert(content).inserted else {
            repeated += 1
            return
        }
        for kind in Set(copy.steps) { counts[kind, default: 0] += 1 }
        grown.append(copy)
    }
}
