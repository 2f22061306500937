import Foundation
import Testing
import Torch

@testable import Distillery

/// Numbers computed with NumPy: `Fixtures/teachers/average.py`.
@Suite("The average of several teachers' answers")
struct AnswerAverageTests {
    private struct Fixture: Decodable {
        struct Case: Decodable {
            var weighting: AnswerAverage.Weighting
            var form: AnswerAverage.Form
            var temperature: Double
            var mixed: Bool
            var answer: [Double]
        }

        var logits: [[Double]]
        var batch: Int
        var labels: [Int64]
        var partners: [Int64]
        var shares: [Double]
        var weights: [Double]
        var cases: [Case]

        static func load() throws -> Fixture {
            let file = URL(filePath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().appending(path: "Fixtures/teachers/average.json")
            return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: file))
        }

        func targets(mixed: Bool) throws -> Targets {
            guard mixed else { return Targets(labels: try Tensor(labels)) }
            return Targets(
                labels: try Tensor(labels),
                mixing: .init(partnerLabels: try Tensor(partners), weights: try Tensor(shares)))
        }
    }

    @Test("is NumPy's for every weighting, of probabilities and of logits")
    func matchesNumPy() throws {
        let fixture = try Fixture.load()
        let logits = try fixture.logits.map { try Tensor($0, shape: [fixture.batch, 5]) }
        #expect(fixture.cases.count == 18)
        for reference in fixture.cases {
            let average = AnswerAverage(
                reference.weighting, weights: fixture.weights, form: reference.form,
                temperature: reference.temperature)
            let answer = try average(logits, targets: fixture.targets(mixed: reference.mixed))
            let found: [Double] = try answer.elements()
            let apart = zip(found, reference.answer).map { abs($0 - $1) }.max() ?? 1
            #expect(found.count == 20 && apart < 1e-9, "\(reference.weighting) \(reference.form)")
        }
    }

    @Test("stays finite where a teacher is sure of the wrong class")
    func saturated() throws {
        let sure = try Tensor([Float(1000), 0, 0, 1000, -1000, 0], shape: [2, 3])
        let other = try Tensor([Float(0), 1000, 0, 0, 1000, 0], shape: [2, 3])
        for weighting in AnswerAverage.Weighting.allCases {
            let average = AnswerAverage(weighting, weights: [1, 2], temperature: 4)
            let answer = try average(
                [sure, other], targets: Targets(labels: Tensor([Int64(2), 2])))
            #expect(try answer.isFinite(), "\(weighting)")
        }
    }

    @Test("of one is its answer")
    func alone() throws {
        let logits = try Tensor([Float(1), 2, 3], shape: [1, 3])
        #expect(try AnswerAverage(.entropy)([logits]).isIdentical(to: logits))
    }

    @Test("has the temperature of the method, where that is a number")
    func temperature() throws {
        let plan = TeachersTogether([TeacherPlan(weights: "a"), TeacherPlan(weights: "b")])
        #expect(plan.makeAverage(for: KnowledgeDistillation(temperature: 3)).temperature == 3)
        #expect(plan.makeAverage(for: LabelLearning()).temperature == 1)
        var given = plan
        given.temperature = 2
        #expect(given.makeAverage(for: KnowledgeDistillation()).temperature == 2)
    }
}
