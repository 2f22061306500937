import Torch

/// Rounds of choosing examples to ask the teacher about: `select:` in a recipe.
public struct SelectionPlan: Codable, Sendable, Equatable {
    /// What is tried beside choosing by chance, which always is.
    public var strategies: [SelectionStrategy]
    /// How many examples are drawn to begin with.
    public var start: Int
    /// How many are chosen in each round.
    public var count: Int
    public var rounds: Int
    /// Of a score with `+diversity`: how many times as many examples the score lets through.
    public var shortlist: Int
    /// How many students are compared by the strategies that compare.
    public var committee: Int

    public init(
        strategies: [SelectionStrategy], start: Int, count: Int, rounds: Int, shortlist: Int = 5,
        committee: Int = 3
    ) {
        self.strategies = strategies
        self.start = start
        self.count = count
        self.rounds = rounds
        self.shortlist = shortlist
        self.committee = committee
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case strategies, start, count, rounds, shortlist, committee
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        let names: [String] = try values.decode(.strategies)
        guard let count = try values.decodePositive(.count) else {
            throw RecipeError.missingKey(path: values.path, key: CodingKeys.count.rawValue)
        }
        self.init(
            strategies: try names.map { name in
                guard let strategy = try? SelectionStrategy(named: name) else {
                    let known = SelectionCatalog.strategyNames
                    throw RecipeError.unknownName(
                        path: values.path(of: .strategies), name: name,
                        nearest: nearestName(to: name, in: known), known: known)
                }
                return strategy
            },
            start: try values.decodePositive(.start) ?? count, count: count,
            rounds: try values.decode(
                .rounds, default: 5, expected: "from 1 to 1000", where: { (1...1000).contains($0) }),
            shortlist: try values.decode(
                .shortlist, default: 5, expected: "from 2 to 1000",
                where: { (2...1000).contains($0) }),
            committee: try values.decode(
                .committee, default: 3, expected: "from 2 to 20", where: { (2...20).contains($0) }))
        guard strategies.contains(where: { !$0.isRandom }) else {
            throw RecipeError.invalidValue(
                path: values.path(of: .strategies),
                found: names.isEmpty ? "empty" : "'random' alone",
                expected: "a strategy or more, which choosing by chance stands beside")
        }
        if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
            throw RecipeError.invalidValue(
                path: values.path(of: .strategies), found: "'\(twice)' twice",
                expected: "a strategy once")
        }
    }

    /// All that are carried out: chance first.
    var contestants: [SelectionStrategy] { [.random] + strategies.filter { !$0.isRandom } }

    /// How many students the beginning trains, which all strategies share.
    var firstStudents: Int { contestants.map(students).max() ?? 1 }

    /// How many students a round of a strategy trains, to be compared or alone.
    func students(of strategy: SelectionStrategy) -> Int {
        strategy.needsCommittee ? committee : 1
    }

    /// How many examples the teacher was asked about after a round; round 0 is the beginning.
    func asked(afterRound round: Int) -> Int { start + round * count }
}
