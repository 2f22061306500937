import Foundation
import Testing
import Torch

@testable import Distillery

/// Numbers computed with SciPy, scikit-learn and PyTorch: `Fixtures/evaluation/make.py`.
@Suite("A model's answers")
struct AnswersTests {
    private struct Fixture: Decodable {
        var first: [Double]
        var second: [Double]
        var labels: [Double]
        var spearman: Double
        var pearson: Double
        var bestF1: Double
        var logits: [Float]
        var places: [Int64]
        var words: [Int64]
        var loss: Double
        var top1: Double
        var top5: Double

        static func load() throws -> Fixture {
            let file = URL(filePath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().appending(path: "Fixtures/evaluation/answers.json")
            return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: file))
        }
    }

    @Test("in numbers are compared as SciPy compares them, with ties")
    func correlations() throws {
        let fixture = try Fixture.load()
        var answers = NumberAnswers()
        let batch = TensorBatch(
            indices: Array(fixture.first.indices), inputs: try .zeros([40]),
            targets: Targets(
                labels: try .zeros([40], scalarType: .int64),
                numbers: try Tensor(fixture.second.map(Float.init))))
        try answers.add(Tensor(fixture.first.map(Float.init), shape: [40, 1]), to: batch)
        let quality = try answers.quality(against: answers)
        #expect(abs(try #require(quality.spearman) - fixture.spearman) < 1e-12)
        #expect(abs(try #require(quality.pearson) - fixture.pearson) < 1e-6)
        #expect(abs(try #require(quality.teacherSpearman) - 1) < 1e-12)
        #expect(quality.score == quality.spearman && quality.top1 == nil)
    }

    @Test("in similarities find the threshold of the best F1, as scikit-learn's curve has it")
    func threshold() throws {
        let fixture = try Fixture.load()
        #expect(
            abs(PairThreshold.bestF1(fixture.second, fixture.labels) - fixture.bestF1) < 1e-12)
    }

    @Test("in words count hidden ones alone, and cost what PyTorch says")
    func words() throws {
        let fixture = try Fixture.load()
        let logits = try Tensor(fixture.logits, shape: [2, 4, 9])
        let targets = Targets(
            labels: try Tensor(fixture.words), places: try Tensor(fixture.places))
        var answers = WordAnswers()
        try answers.add(
            logits,
            to: TensorBatch(indices: [0, 1], inputs: try .zeros([2, 3, 4]), targets: targets))
        let quality = try answers.quality(against: answers)
        #expect(abs(try #require(quality.crossEntropy) - fixture.loss) < 1e-6)
        #expect(abs(try #require(quality.top1) - fixture.top1) < 1e-6)
        #expect(abs(try #require(quality.top5) - fixture.top5) < 1e-6)
        #expect(quality.agreement == 1)

        let whole = try targets.loss(of: targets.answers(in: logits)).item()
        #expect(abs(whole - fixture.loss) < 1e-6)
        // Parts of a batch, weighted by their examples, add up to the whole.
        var sum = 0.0
        for example in 0..<2 {
            let part = try targets.part(example..<example + 1, of: 2, length: 4)
            let own = try logits.slice(dimension: 0, from: example, to: example + 1)
            sum += try part.loss(of: part.answers(in: own)).item() / 2
        }
        #expect(abs(sum - fixture.loss) < 1e-6)
    }

    @Test("in vectors are judged by the pairs of the data, else by pairs of chance")
    func vectors() throws {
        let examples = ["a", "b", "c"].map {
            TextExample(id: ExampleID($0), text: $0, pair: $0 + "2", label: $0 == "c" ? 0 : 1)
        }
        let pairs = TextDataset(
            name: "pairs", split: .val, classNames: ["other", "same"], examples: examples)
        let singles = pairs.singles()
        #expect(singles.examples.map(\.text) == ["a", "a2", "b", "b2", "c", "c2"])
        #expect(singles.pairings.map(\.target) == [1, 1, 0])
        // Cosines 1, 0.6, 0: the same order as the labels.
        let vectors = try Tensor(
            [1, 0, 2, 0, 1, 0, 3, 4, 1, 0, 0, 1] as [Float], shape: [6, 2])
        let batch = TensorBatch(
            indices: Array(0..<6), inputs: try .zeros([6]), targets: try .unknown(6))
        var answers = VectorAnswers(of: singles)
        try answers.add(vectors, to: batch)
        let quality = try answers.quality(against: nil)
        // SciPy's spearmanr([1, 0.6, 0], [1, 1, 0])
        #expect(abs(try #require(quality.spearman) - 0.866_025_403_784_438_7) < 1e-9)
        #expect(quality.pairF1 == 1)

        var byChance = VectorAnswers(of: singles.with(examples: singles.examples))
        try byChance.add(vectors, to: batch)
        let compared = try byChance.quality(against: byChance)
        #expect(compared.spearman == nil)
        #expect(abs(try #require(compared.score) - 1) < 1e-9)
    }
}
