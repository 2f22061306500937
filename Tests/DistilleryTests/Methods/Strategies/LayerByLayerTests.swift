import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("Layer by layer")
struct LayerByLayerTests {
    private func setting() throws -> SequenceSetting {
        try SequenceSetting(
            TextOptions(width: 16, layers: 3, heads: 2, dropout: 0),
            TextOptions(width: 24, layers: 6, heads: 2, dropout: 0))
    }

    /// The part of the student that a parameter belongs to, by the names of BERT.
    private func part(_ path: String) -> String {
        if path.hasPrefix("bert.embeddings.") { return "embeddings" }
        if path.hasPrefix("bert.encoder.layer.0.") { return "lower" }
        if path.hasPrefix("bert.encoder.layer.") { return "upper" }
        return "head"
    }

    @Test(
        "moves no parameter outside of a stage's part, and all within",
        arguments: [true, false])
    func parts(freezes: Bool) throws {
        let networks = try setting()
        let method = LayerByLayer().with { $0.freezes = freezes }
        let objective = try method.makeObjective(for: networks.setting)
        // An eighth of 16 epochs each.
        #expect(objective.phases.map(\.name) == ["embeddings", "lower", "upper"])
        #expect(objective.phases.map(\.epochs) == [2, 2, 2])
        let student = try #require(networks.setting.student.network)
        let teacher = try #require(networks.setting.teacher?.network)
        let step = try TrainingStep(
            model: student, objective: objective,
            teacher: ModuleTeacher(
                teacher, taps: objective.taps.teacher,
                example: TokenBatch.blank(count: 2, length: 6),
                device: .cpu),
            plan: TrainingPlan(
                epochs: 16, batchSize: 4,
                optimizer: OptimizerPlan(kind: .adamw, learningRate: 0.01, weightDecay: 0.1)))
        let inputs = try TokenBatch.tensor(ids: SequenceSetting.texts)
        let batch = TensorBatch(
            indices: [0, 1, 2, 3], inputs: inputs,
            targets: Targets(labels: try Tensor([Int64(0), 1, 2, 1])))
        let order = ["embeddings", "lower", "upper", "head"]
        for (index, phase) in (objective.phases.map(Optional.some) + [nil]).enumerated() {
            let before = try student.namedParameters().map {
                ($0.path, try $0.parameter.tensor.detached().copied())
            }
            try step.begin(phase)
            try step(batch, epoch: 0, of: 2)
            var moved: Set<String> = []
            for ((path, old), new) in zip(before, student.namedParameters()) {
                if try !new.parameter.tensor.detached().isIdentical(to: old) {
                    moved.insert(part(path))
                }
            }
            #expect(moved == Set(freezes ? [order[index]] : Array(order[...index])))
        }
    }

    @Test("learns states of the layers of each stage from uniformly paired ones")
    func layers() throws {
        let networks = try setting()
        let objective = try LayerByLayer().makeObjective(for: networks.setting)
        let student = networks.setting.student
        let taps = ["bert.embeddings"] + (0..<3).map { "bert.encoder.layer.\($0)" }
        #expect(student.tokens?.embeddings == taps[0] && objective.taps.student == taps)
        #expect(
            objective.taps.teacher
                == ["bert.embeddings"] + [1, 3, 5].map { "bert.encoder.layer.\($0)" })
        // One stage's loss leaves the others' layers alone: lower has layer 0, upper has 1 and 2.
        for (phase, terms) in [("embeddings", ["embeddings"]), ("lower", ["states"])] {
            let step = try networks.step(for: objective, phase: phase)
            #expect(try objective.terms(step).filter { $0.weight > 0 }.map(\.name) == terms)
        }
    }

    @Test("leaves out stages of no epochs, and says what it cannot do")
    func options() throws {
        let networks = try setting()
        let short = LayerByLayer().with {
            $0.embeddingEpochs = 0
            $0.lowerLayers = 3
        }
        let objective = try short.makeObjective(for: networks.setting)
        #expect(objective.phases.map(\.name) == ["lower"])
        let error = #expect(throws: MethodError.self) {
            try LayerByLayer().with { $0.lowerLayers = 4 }.makeObjective(for: networks.setting)
        }
        #expect(error?.description.contains("has 3 layers") == true)
        #expect(throws: MethodError.self) {
            try LayerByLayer().with { $0.methods = [AnyMethod(TinyBERT())] }
                .makeObjective(for: networks.setting)
        }
        let albert = try SequenceSetting(
            TextOptions(dropout: 0), TextOptions(width: 16, layers: 2, heads: 2),
            as: ["albert-base", "transformer"])
        let shared = #expect(throws: MethodError.self) {
            try LayerByLayer().makeObjective(for: albert.setting)
        }
        #expect(shared?.description.contains("weights of their own") == true)
    }
}
