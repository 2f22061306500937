/// Pairs of addresses made up in the divisions of a table, with the class their difference
/// implies.
///
/// The first text of a pair, the query, is shared by several pairs, which are one group: splits
/// by group never have one query on both sides.
public struct AddressPairs: Sendable {
    /// A pair and how its texts differ.
    public struct Pair: Sendable, Equatable {
        public let example: TextExample
        public let change: AddressChange
    }

    private let generator: AddressGenerator
    public let seed: UInt64
    public let pairsPerQuery: Int
    /// The share of the pairs of each class, in the order of the classes.
    public let shares: [Double]

    /// Pairs in a table's divisions; a query has at least one.
    public init(
        _ table: DivisionTable = .builtIn, seed: UInt64 = 0, pairsPerQuery: Int = 5,
        shares: [Double] = [0.4, 0.3, 0.3]
    ) {
        precondition(
            shares.count == AddressChange.classNames.count && shares.allSatisfy { $0 >= 0 }
                && shares.contains { $0 > 0 }, "a share for each class")
        generator = AddressGenerator(table)
        self.seed = seed
        self.pairsPerQuery = max(1, pairsPerQuery)
        self.shares = shares
    }

    /// The pairs of one query, the same in every run; texts differ from one another.
    public func pairs(ofQuery query: Int) -> [Pair] {
        var random = RandomStream(stableHash(of: "address-pairs"), seed, UInt64(query))
        let address = generator.address(&random)
        var style = AddressStyle(&random)
        style.district = true
        style.unit = true
        let text = style.text(of: address, parts: .all)
        var seen: Set<String> = [text]
        var pairs: [Pair] = []
        let name = "address-pairs/\(seed)/\(query)"
        while pairs.count < pairsPerQuery {
            let change = change(&random)
            var other = text
            // Short texts are soon all there; then one is written twice.
            for _ in 0..<8 where seen.contains(other) {
                other = generator.text(after: change, of: address, &random)
            }
            if other == text { continue }
            seen.insert(other)
            pairs.append(
                Pair(
                    example: TextExample(
                        id: ExampleID("\(name)-\(pairs.count)"), text: text, pair: other,
                        label: change.label, group: name),
                    change: change))
        }
        return pairs
    }

    /// The first `count` pairs, query by query.
    public func examples(_ count: Int) -> [TextExample] {
        let queries = (count + pairsPerQuery - 1) / pairsPerQuery
        return Array(
            (0..<max(0, queries)).lazy.flatMap { pairs(ofQuery: $0) }.map(\.example).prefix(count))
    }

    private func change(_ random: inout RandomStream) -> AddressChange {
        var draw = random.uniform() * shares.reduce(0, +)
        let label = shares.firstIndex { share in
            draw -= share
            return draw < 0
        }
        return random.choice(AddressChange.changes(of: label ?? shares.count - 1))
    }
}
