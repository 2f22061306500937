import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("A choice of examples")
struct ExampleChoiceTests {
    private let pool: SelectionPool
    private let network: any Classifier

    init() throws {
        let training = try LabelledTraining()
        let data = try TrainingData(LabelledTraining.data(.none), device: .cpu)
        pool = try SelectionPool(data.train, form: data.form, device: .cpu, workers: 0)
        network = training.teacher
    }

    private func choose(
        _ name: String, _ count: Int = 8, from candidates: [Int]? = nil, beside chosen: [Int] = [],
        seed: UInt64 = 1, round: Int = 1, shortlist: Int = 5
    ) throws -> [ExampleChoice.Chosen] {
        let choice = ExampleChoice(
            strategy: try SelectionStrategy(named: name), count: count, shortlist: shortlist,
            seed: seed, round: round)
        return try choice.choose(
            from: candidates ?? Array(0..<pool.dataset.count), beside: chosen, in: pool
        ) { [network] }
    }

    /// The entropy of each example by the definition, from the network's logits.
    private func entropies() throws -> [Double] {
        let data = try TrainingData(LabelledTraining.data(.none), device: .cpu)
        let answers = try data.answers(of: network, on: data.train) as? ClassAnswers
        let logits = try #require(answers).logits.map(Double.init)
        return stride(from: 0, to: logits.count, by: 3).map { start in
            let row = logits[start..<start + 3].map { exp($0) }
            let shares = row.map { $0 / row.reduce(0, +) }
            return -shares.reduce(0) { $0 + $1 * log($1) }
        }
    }

    @Test("by entropy is the examples of the largest entropy, in that order")
    func entropy() throws {
        let wanted = try entropies()
        let ranked = wanted.indices.sorted { wanted[$0] > wanted[$1] }
        let chosen = try choose("entropy")
        #expect(chosen.map(\.place) == Array(ranked.prefix(8)))
        for example in chosen {
            #expect(abs((example.score ?? .nan) - wanted[example.place]) < 1e-5)
        }
        let rest = try choose("entropy", from: Array(ranked.dropFirst(8)))
        #expect(rest.map(\.place) == Array(ranked[8..<16]))
    }

    @Test("with diversity is of those that the score lets through, and not the same")
    func shortlist() throws {
        let wanted = try entropies()
        let ranked = wanted.indices.sorted { wanted[$0] > wanted[$1] }
        let chosen = try choose("entropy+diversity", 5, shortlist: 3).map(\.place)
        #expect(Set(chosen).isSubset(of: ranked.prefix(15)) && Set(chosen).count == 5)
        #expect(chosen[0] == ranked[0])
        #expect(Set(chosen) != Set(ranked.prefix(5)))
    }

    @Test("by diversity is the farthest points in what the head reads")
    func diversity() throws {
        let former = [3, 20]
        let candidates = (0..<pool.dataset.count).filter { !former.contains($0) }
        let vectors = try #require(
            try pool.vectors(of: network, at: Array(0..<pool.dataset.count)))
        #expect(vectors.vectors.shape == [pool.dataset.count, 6])
        let chosen = try choose("diversity", 4, from: candidates, beside: former).map(\.place)
        let rows: [Float] = try vectors.vectors.elements()
        func distance(_ one: Int, _ other: Int) -> Float {
            (0..<6).reduce(0) { $0 + pow(rows[one * 6 + $1] - rows[other * 6 + $1], 2) }
        }
        var covered = former
        for place in chosen {
            let farthest = candidates.map { candidate in
                covered.map { distance(candidate, $0) }.min() ?? 0
            }.max()
            let own = covered.map { distance(place, $0) }.min()
            #expect(abs((own ?? 0) - (farthest ?? 1)) < 1e-4)
            covered.append(place)
        }
        #expect(Set(chosen).isDisjoint(with: former))
    }

    @Test("by chance depends on seed and round alone, and is no part of what was left out")
    func chance() throws {
        let candidates = Array(10..<40)
        let one = try choose("random", from: candidates).map(\.place)
        #expect(try choose("random", from: candidates).map(\.place) == one)
        #expect(Set(one).count == 8 && Set(one).isSubset(of: candidates))
        #expect(try choose("random", from: candidates, seed: 2).map(\.place) != one)
        #expect(try choose("random", from: candidates, round: 2).map(\.place) != one)
    }

    @Test("among examples of the same score is drawn by chance, not by the order of the pool")
    func ties() throws {
        // One model alone never disagrees with itself.
        let chosen = try choose("vote-entropy").map(\.place)
        #expect(chosen.max() ?? 0 >= 8 && Set(chosen).count == 8)
        #expect(try choose("vote-entropy", seed: 2).map(\.place) != chosen)
    }

    @Test("is by answers and vectors in the order asked for, whatever the lengths of texts")
    func textsInOrder() throws {
        let data = try TrainingData(
            DataPlan(
                dataset: "synthetic-addresses", tokens: TokenPlan(vocabulary: 400, maxLength: 48),
                addresses: .init(count: 30)), device: .cpu)
        let network = try data.makeModel(
            ModelPlan("transformer", layers: 1, heads: 2, hiddenSize: 16, positions: 48))
        network.setTraining(false)
        let pool = try SelectionPool(data.train, form: data.form, device: .cpu, workers: 0)
        let places = [7, 2, 11, 0, 5]
        let answers = try pool.answers(of: [network], at: places)
        #expect(answers.map(\.place) == places)
        let vectors = try #require(try pool.vectors(of: network, at: places))
        #expect(vectors.places == places)
        for (row, place) in places.enumerated() {
            let alone = try #require(try pool.answers(of: [network], at: [place]).first)
            for (one, other) in zip(alone.answer.consensus, answers[row].answer.consensus) {
                #expect(abs(one - other) < 1e-5)
            }
            let own = try #require(try pool.vectors(of: network, at: [place])).vectors.floats()
            let among = try vectors.vectors.select(dimension: 0, index: row).floats()
            for (one, other) in zip(own, among) { #expect(abs(one - other) < 1e-4) }
        }
    }

    @Test(
        "has a strategy of a name that says what it does, and no other",
        arguments: [
            "entropy", "diversity", "random", "margin+diversity",
        ])
    func names(_ name: String) throws {
        #expect(try SelectionStrategy(named: name).name == name)
        for wrong in ["\(name)+", "+\(name)", "\(name)+random", "\(name) "] {
            #expect(throws: SelectionError.self) { try SelectionStrategy(named: wrong) }
        }
    }
}
