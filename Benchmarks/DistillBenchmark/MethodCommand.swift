import ArgumentParser
import Distillery
import Foundation
import Torch

/// A method's loss and its gradients, on the outputs of two networks that are there already.
struct MethodCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "method", abstract: "One method's loss, forwards and backwards, a step a unit."
    )

    @Option(help: "The folder with features.pt.") var folder: String
    @Option(help: "The method, as a recipe's mapping in JSON.") var method: String
    @Flag(help: "The phase before the main one, where the method's work is done there.")
    var startUp = false
    @Option(help: "The threads of one operator.") var threads = 2

    func run() throws {
        Engine.threads = threads
        Engine.keepFreedMemory()
        try RandomGenerator.seed(1)
        let method = try JSONDecoder().decode(AnyMethod.self, from: Data(method.utf8)).method
        let features = try Features(at: URL(filePath: folder).appending(path: "features.pt"))
        let objective = try method.makeObjective(for: features.setting)
        // What the other side has to begin with.
        let place = URL(filePath: folder).appending(path: "parts-\(method.title)")
        try objective.save(to: place.appendingPathExtension("safetensors"))
        let phase = startUp ? objective.phases.first?.name : nil
        let trained = objective.namedParameters().map(\.parameter)
        try Portions.serve {
            let loss = try objective.terms(features.step(objective, phase: phase)).weightedSum()
            let value = try loss.item()
            try loss.backward()
            // From a list made once, as an optimiser has it.
            for parameter in trained { try parameter.tensor.setGradient(nil) }
            try features.clearGradients()
            return value
        }
    }
}

/// Logits and taps of a student and a teacher, of one batch.
private struct Features {
    let setting: MethodSetting
    private let tensors: [String: Tensor]

    init(at file: URL) throws {
        let entries = try StateDictionary.load(from: file).entries
        var tensors: [String: Tensor] = [:]
        for (name, stored) in entries {
            let tensor = try Tensor(stored).to(.channelsLast)
            tensors[name] = name.hasPrefix("student.") ? try tensor.requireGradient() : tensor
        }
        self.tensors = tensors
        let labels: [Int64] = try tensors["all-labels"]?.elements() ?? []
        setting = MethodSetting(
            student: try Self.network("student", .student, tensors),
            teacher: try Self.network("teacher", .teacher, tensors), classes: 10,
            examples: labels.count, labels: labels.map(Int.init), epochs: 16)
    }

    /// A network with the places of a ResNet for small pictures.
    private static func network(
        _ name: String, _ role: ModelRole, _ tensors: [String: Tensor]
    ) throws -> TappedNetwork {
        var shapes: [String: [Int]] = [:]
        for (key, tensor) in tensors where key.hasPrefix(name + ".") {
            shapes[String(key.dropFirst(name.count + 1))] = tensor.shape
        }
        let stages = ["layer1", "layer2", "layer3"]
        let head = try Linear(64, 10)
        try fill(head, from: "\(name)-fc", tensors)
        var modules: [String: any Module] = ["fc": head]
        for stage in stages {
            let norm = try BatchNorm(shapes[stage]?[1] ?? 1)
            try fill(norm, from: "\(name)-\(stage)", tensors)
            modules["\(stage).pre"] = norm
        }
        return TappedNetwork(
            name: name, role: role, stages: stages, preactivations: stages.map { "\($0).pre" },
            pooled: "flatten", head: "fc", shapes: shapes, modules: modules)
    }

    private static func fill(
        _ module: any Module, from name: String, _ tensors: [String: Tensor]
    ) throws {
        try withoutGradients {
            for (path, tensor) in module.state() {
                if let given = tensors["\(name).\(path)"] { try tensor.copy(from: given) }
            }
        }
    }

    func step(_ objective: any Objective, phase: String?) throws -> DistillationStep {
        func taps(_ name: String, _ paths: [String]) throws -> [String: Tensor] {
            var taps: [String: Tensor] = [:]
            for path in paths { taps[path] = try tensor("\(name).\(path)") }
            return taps
        }
        let student = try tensor("student.logits")
        return DistillationStep(
            student: student, teacher: try tensor("teacher.logits"),
            studentTaps: try taps("student", objective.taps.student),
            teacherTaps: try taps("teacher", objective.taps.teacher),
            targets: Targets(labels: try tensor("labels")),
            indices: Array(0..<student.shape[0]), epoch: 8, epochs: 16, phase: phase)
    }

    func clearGradients() throws {
        for (name, tensor) in tensors where name.hasPrefix("student.") {
            try tensor.setGradient(nil)
        }
    }

    private func tensor(_ name: String) throws -> Tensor {
        guard let tensor = tensors[name] else { throw ValidationError("features.pt lacks \(name)") }
        return tensor
    }
}
