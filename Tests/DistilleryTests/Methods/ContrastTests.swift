import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("Contrastive distillation") struct ContrastTests {
    private let contrast = NoiseContrast(temperature: 0.07, examples: 400)

    private func objective() throws -> ContrastiveObjective {
        let shapes = ["flatten": [1, 6]]
        func network(_ role: ModelRole) -> TappedNetwork {
            TappedNetwork(
                name: "tiny", role: role, stages: [], pooled: "flatten", head: "fc",
                shapes: shapes)
        }
        let method = ContrastiveRepresentation().with {
            $0.negatives = 5
            $0.width = 4
        }
        let setting = MethodSetting(
            student: network(.student), teacher: network(.teacher), classes: 2, examples: 8,
            labels: [0, 1, 0, 1, 0, 1, 0, 1])
        return try #require(try method.makeObjective(for: setting) as? ContrastiveObjective)
    }

    private func step(_ places: [Int], position: Int) throws -> DistillationStep {
        func features(_ offset: Int) throws -> Tensor {
            try ModelFormula.exact(places.count * 6, position: position + offset)
                .to(.float32).reshaped([places.count, 6])
        }
        let labels = try Tensor(places.map { Int64($0 % 2) })
        return DistillationStep(
            student: try .zeros([places.count, 2]).requireGradient(),
            teacher: try .zeros([places.count, 2]),
            studentTaps: ["flatten": try features(0).requireGradient()],
            teacherTaps: ["flatten": try features(1)], targets: Targets(labels: labels),
            indices: places)
    }

    /// The memory of 400 vectors is longer than 16 · 8: rows are copied; with 60 of them it is not.
    @Test("has the same scores by products with the whole memory and by rows copied from it")
    func waysAgree() throws {
        let embeddings = try ModelFormula.exact(3 * 4, position: 1).reshaped([3, 4])
        let memory = try ModelFormula.exact(400 * 4, position: 2).reshaped([400, 4])
        let few = (0..<24).map { Int64($0 * 13 % 60) }
        let chosen = try Tensor(few, shape: [3, 8])
        let copied = try contrast.scores(of: embeddings, in: memory, at: chosen)
        let short = try memory.slice(dimension: 0, from: 0, to: 60)
        let multiplied = try contrast.scores(of: embeddings, in: short, at: chosen)
        #expect(try (copied - multiplied).absoluteValue().maximum().item() < 1e-12)
    }

    /// log(P / (P + c)) is 0 for a large P and −∞ for P = 0; in single precision exp(1000) is infinite.
    @Test("overflows nowhere")
    func finite() throws {
        let scores = try Tensor([1000, -1000, -1000] as [Float], shape: [1, 3])
        let loss = try contrast.loss(of: scores, normalizer: Tensor(scalar: Float(1)))
        #expect(try abs(loss.item() - 2 * log(1 + 1e-7 / 0.005)) < 1e-6)
        let opposite = try contrast.loss(of: -scores, normalizer: Tensor(scalar: Float(1)))
        #expect(try opposite.isFinite())
    }

    @Test("sets its normalising constants at the first batch and keeps them, from a checkpoint too")
    func constants() throws {
        let first = try objective()
        #expect(try first.normalizers.tensor.floats() == [-1, -1])
        _ = try first.terms(step([0, 3], position: 1))
        let constants = try first.normalizers.tensor.floats()
        #expect(constants.allSatisfy { $0 > 0 })
        _ = try first.terms(step([4, 5], position: 11))
        #expect(try first.normalizers.tensor.floats() == constants)

        let resumed = try objective()
        try resumed.load(Dictionary(first.state().map { ($0.path, $0.tensor) }) { one, _ in one })
        _ = try resumed.terms(step([4, 5], position: 11))
        #expect(try resumed.normalizers.tensor.floats() == constants)
    }

    @Test("moves only the batch's vectors, and leaves them at length 1")
    func memories() throws {
        let objective = try objective()
        let before = try objective.memoryStudent.tensor.copied()
        _ = try objective.terms(step([0, 3], position: 1)).weightedSum().backward()
        let after = objective.memoryStudent.tensor
        for place in 0..<8 {
            let (former, now) = (
                try before.select(dimension: 0, index: place),
                try after.select(dimension: 0, index: place)
            )
            #expect(try former.isIdentical(to: now) == ![0, 3].contains(place))
            if [0, 3].contains(place) { #expect(try abs(now.norm().item() - 1) < 1e-6) }
        }
    }

    @Test("without examples of other classes says how to do without them")
    func oneClass() throws {
        var setting = MethodSetting(
            student: TappedNetwork(
                name: "s", role: .student, stages: [], pooled: "p", head: "h",
                shapes: ["p": [1, 3]]),
            classes: 2, examples: 3, labels: [1, 1, 1])
        setting.teacher = setting.student
        let error = #expect(throws: MethodError.self) {
            try ContrastiveRepresentation().makeObjective(for: setting)
        }
        #expect(error.map { "\($0)".contains("sampling: random") } == true)
        let free = ContrastiveRepresentation().with { $0.sampling = .random }
        _ = try free.makeObjective(for: setting)
    }
}
