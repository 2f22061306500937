import Torch

/// One choice of examples out of a pool, by a strategy.
///
/// What is as good is drawn by chance, from `seed` and `round` alone, so that neither the order of the
/// pool decides, nor does the choice change when it is made again.
struct ExampleChoice {
    var strategy: SelectionStrategy
    var count: Int
    /// Of a score with diversity: how many times as many examples the score lets through.
    var shortlist = 5
    var seed: UInt64
    var round = 0

    /// A chosen example, by its place in the pool.
    struct Chosen: Equatable {
        var place: Int
        /// The larger, the more there is to learn; nil where no answer was scored.
        var score: Double?
    }

    /// The chosen examples, in the order of the choice.
    ///
    /// - Parameters:
    ///   - candidates: the places that may be chosen.
    ///   - chosen: the places that were chosen before, which diversity keeps away from.
    ///   - networks: whose answers count; vectors are the first one's.
    func choose(
        from candidates: [Int], beside chosen: [Int] = [], in pool: SelectionPool,
        by networks: () throws -> [any Classifier]
    ) throws -> [Chosen] {
        let drawn = shuffled(candidates)
        guard !strategy.isRandom else {
            return drawn.prefix(count).map { Chosen(place: $0) }
        }
        let networks = try networks()
        guard let score = strategy.score else {
            return try spread(drawn.map { Chosen(place: $0) }, beside: chosen, pool, networks)
        }
        let ranked = try pool.answers(of: networks, at: drawn).enumerated()
            .map {
                (number: $0.offset, place: $0.element.place, score: score.score($0.element.answer))
            }
            .sorted { ($1.score, $0.number) < ($0.score, $1.number) }
            .map { Chosen(place: $0.place, score: $0.score) }
        guard strategy.isDiverse else { return Array(ranked.prefix(count)) }
        return try spread(
            Array(ranked.prefix(count * shortlist)), beside: chosen, pool, networks)
    }

    /// Those of some examples that lie farthest from one another and from what was chosen before.
    private func spread(
        _ examples: [Chosen], beside chosen: [Int], _ pool: SelectionPool,
        _ networks: [any Classifier]
    ) throws -> [Chosen] {
        guard let own = try pool.vectors(of: networks[0], at: examples.map(\.place)) else {
            return []
        }
        let covered =
            chosen.isEmpty ? nil : try pool.vectors(of: networks[0], at: chosen)?.vectors
        let scores = Dictionary(examples.map { ($0.place, $0.score) }) { one, _ in one }
        return try FarthestPoints(own.vectors).choose(count, covered: covered).map { row in
            Chosen(place: own.places[row], score: scores[own.places[row]] ?? nil)
        }
    }

    private func shuffled(_ places: [Int]) -> [Int] {
        let order = EpochOrder(
            shuffling: places.count, seed: seed ^ Self.streamName, epoch: round, batchSize: 1)
        return order.indices.map { places[$0] }
    }

    /// Keeps the choice's random numbers apart from those of trainings.
    private static let streamName = stableHash(of: "select")
}
