import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("An evaluation of a network")
struct EvaluatorTests {
    @Test("asks every validation example once, in order, and compares with the teacher")
    func evaluate() throws {
        let training = try TinyTraining()
        let evaluator = Evaluator(data: training.data)
        let teacher = try #require(
            try evaluator.answers(of: training.makeModel()) as? ClassAnswers)
        #expect(teacher.indices == Array(0..<6) && teacher.labels == [0, 1, 2, 0, 1, 2])
        evaluator.compareFromNowOn(with: teacher)
        let model = try training.makeModel()
        let file = training.folder.url.appending(path: "model.safetensors")
        try model.save(to: file)
        let answers = try #require(try evaluator.answers(of: model) as? ClassAnswers)
        let result = try evaluator.evaluate(model, answers: answers, weights: file)
        #expect(try result.top1 == training.data.score(of: model).value)
        #expect(try result.fileBytes == Data(contentsOf: file).count)
        // A linear layer of 192 × 12 and one of 12 × 3.
        #expect(result.multiplyAdds == 192 * 12 + 12 * 3)
        #expect(result.parameters == 192 * 12 + 12 + 12 * 3 + 3)
        let same = (0..<6).count { row in
            func best(_ logits: [Float]) -> Int {
                let scores = Array(logits[row * 3..<row * 3 + 3])
                return scores.firstIndex(of: scores.max() ?? 0) ?? 0
            }
            return best(answers.logits) == best(teacher.logits)
        }
        #expect(result.agreement == Double(same) / 6)
        #expect(result.latencyMedianMilliseconds <= result.latencyP95Milliseconds)
    }

    @Test("shows the disagreements of which both were surest first")
    func disagreements() throws {
        let training = try TinyTraining()
        let validation = training.data.validation
        func answers(_ logits: [Float]) throws -> ClassAnswers {
            var answers = ClassAnswers(classes: 3, of: validation)
            try answers.add(
                Tensor(logits, shape: [3, 3]),
                to: TensorBatch(
                    indices: [2, 4, 5], inputs: .zeros([3]), targets: .unknown(3)))
            return answers
        }
        let found = try Evaluator(data: training.data).disagreements(
            teacher: try answers([2, 0, 0, 0, 5, 0, 1, 0, 0]),
            student: try answers([0, 2, 0, 0, 0, 5, 1, 0, 0]))
        #expect(found.map(\.label) == [1, 2])
        #expect(found.map(\.teacher.label) == [1, 0] && found.map(\.student.label) == [2, 1])
        #expect(found[0].id == training.data.validation.id(at: 4).text)
        // softmax of (5, 0, 0)
        #expect(abs(found[0].teacher.confidence - 0.98670324) < 1e-6)
    }
}
