import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("A method over the tokens of texts")
struct SequenceMethodTests {
    static let kinds = MethodCatalog.standard.types.filter { $0.init().needs.contains(.tokens) }
        .map { $0.kind }

    private func objective(
        _ kind: String, in setting: SequenceSetting
    ) throws -> any Objective {
        try MethodCatalog.standard.type(named: kind, path: "").init()
            .makeObjective(for: setting.setting)
    }

    @Test("gives the same loss and gradients however far texts are padded", arguments: kinds)
    func padding(kind: String) throws {
        let networks = try SequenceSetting()
        let objective = try objective(kind, in: networks)
        for phase in objective.phases.map(\.name) + [nil] {
            let short = try networks.gradients(
                networks.step(for: objective, phase: phase), of: objective)
            let long = try networks.gradients(
                networks.step(for: objective, length: 13, phase: phase), of: objective)
            #expect(abs(short.loss - long.loss) <= 1e-5 * abs(short.loss), "\(kind)")
            #expect(Set(short.gradients.keys) == Set(long.gradients.keys))
            for (path, expected) in short.gradients {
                let found = try #require(long.gradients[path])
                let largest = try #require(expected.map(abs).max())
                let agrees = expected.indices.allSatisfy {
                    abs(expected[$0] - found[$0]) <= 1e-4 * max(largest, 1e-3)
                }
                #expect(agrees, "\(kind): \(path)")
            }
        }
    }

    @Test("gives for a batch the mean of what it gives for its halves", arguments: kinds)
    func microBatches(kind: String) throws {
        let networks = try SequenceSetting()
        let objective = try objective(kind, in: networks)
        for phase in objective.phases.map(\.name) + [nil] {
            func loss(_ texts: Range<Int>) throws -> Double {
                try objective.terms(networks.step(for: objective, of: texts, phase: phase))
                    .weightedSum().item()
            }
            let halves = try (loss(0..<2) + loss(2..<4)) / 2
            #expect(abs(try loss(0..<4) - halves) <= 1e-5 * halves, "\(kind)")
        }
    }

    @Test("refuses pictures, and says what it is for", arguments: kinds)
    func pictures(kind: String) throws {
        let pictures = try FeatureSetting("resnet8", "resnet14").setting
        let method = try MethodCatalog.standard.type(named: kind, path: "").init()
        let error = #expect(throws: MethodError.self) {
            try method.makeObjective(for: pictures)
        }
        #expect(error?.description.contains("tokens of texts") == true)
    }

    @Test(
        "that compares attention refuses networks without",
        arguments: ["attention-mse", "attention-kl", "tinybert", "minilm", "minilm-v2"])
    func noAttention(kind: String) throws {
        let networks = try SequenceSetting(
            TextOptions(width: 8), TextOptions(layers: 2), as: ["text-cnn", "transformer"])
        let error = #expect(throws: MethodError.self) { try objective(kind, in: networks) }
        #expect(error?.description.contains("hidden-mse") == true)
    }

    @Test(
        "that compares head by head refuses unlike heads and names the one that takes them",
        arguments: ["attention-mse", "attention-kl", "tinybert", "minilm"])
    func unlikeHeads(kind: String) throws {
        let networks = try SequenceSetting(heads: 4)
        let error = #expect(throws: MethodError.self) { try objective(kind, in: networks) }
        #expect(error?.description.contains("has 4 heads, the teacher bert-4x24 2") == true)
        #expect(error?.description.contains("minilm-v2") == true)
    }

    @Test("minilm-v2 takes unlike heads, and divides widths by the largest number that can be")
    func relationHeads() throws {
        let networks = try SequenceSetting(heads: 4, taught: 3)
        _ = try objective("minilm-v2", in: networks)
        let error = #expect(throws: MethodError.self) {
            try MiniLMv2().with { $0.relationHeads = 3 }.makeObjective(for: networks.setting)
        }
        // The greatest common divisor of 16 and 24.
        #expect(error?.description.contains("(16, 24); 8 do") == true)
        let layer = #expect(throws: MethodError.self) {
            try MiniLMv2().with { $0.teacherLayer = 4 }.makeObjective(for: networks.setting)
        }
        #expect(
            layer?.description.contains("layer 4 of the teacher, which has layers 0 to 3") == true)
    }

    @Test("tinybert trains the inside first, for an eighth of the epochs, and its head afterwards")
    func phases() throws {
        let networks = try SequenceSetting()
        let objective = try objective("tinybert", in: networks)
        #expect(objective.phases == [TrainingPhase("intermediate", epochs: 2)])
        let inside = try networks.gradients(
            networks.step(for: objective, phase: "intermediate"), of: objective)
        #expect(inside.gradients["classifier.weight"] == nil)
        #expect(inside.gradients["own.hidden.connectors.0.weight"] != nil)
        let after = try networks.gradients(networks.step(for: objective), of: objective)
        #expect(after.gradients["classifier.weight"] != nil)
        #expect(after.gradients["own.hidden.connectors.0.weight"] == nil)
    }

    @Test("pkd pairs layers as in its paper, 6 from 12, the last left out")
    func patientLayers() throws {
        let networks = try SequenceSetting(
            TextOptions(width: 8, layers: 6, heads: 2), TextOptions(width: 8, layers: 12, heads: 2))
        func taught(_ layers: PatientDistillation.Layers) throws -> [String] {
            try PatientDistillation().with { $0.layers = layers }
                .makeObjective(for: networks.setting).taps.teacher
        }
        // The paper counts from 1: {2, 4, 6, 8, 10} and {7, 8, 9, 10, 11}.
        #expect(try taught(.skip) == [1, 3, 5, 7, 9].map { "bert.encoder.layer.\($0)" })
        #expect(try taught(.last) == [6, 7, 8, 9, 10].map { "bert.encoder.layer.\($0)" })
    }
}
