import Testing
import Torch

@testable import Distillery

@Suite("What a teacher and a student put out at their taps") struct TeacherTapsTests {
    /// In double precision, so that what is left is rounding and not a value written over.
    private static let tolerance = 1e-5

    private func model(_ name: String) throws -> any Classifier {
        let hasWidth = try ModelCatalog.builtIn.entry(named: name).options.contains(.width)
        let model = try ModelCatalog.builtIn.makeModel(
            .init(
                kind: name, classes: 5, imageSize: .init(width: 32, height: 32),
                width: hasWidth ? 0.5 : nil))
        try ModelFormula.fill(model, variance: 1)
        try model.convert(to: .float64)
        return model
    }

    private func places(_ model: any Classifier) -> [String] {
        Array(Set(model.stages + model.preactivations + [model.pooled])).sorted()
    }

    private func pictures(_ count: Int) throws -> Tensor {
        try ModelFormula.exact(count * 3 * 32 * 32, position: count)
            .reshaped([count, 3, 32, 32]).to(MemoryFormat.channelsLast)
    }

    /// What the network as it stands puts out: recorded as values that are never changed.
    private func values(
        of model: any Classifier, at paths: [String], for input: Tensor
    ) throws -> [Tensor] {
        let session = try TapSession(paths, in: model)
        let graph = try Graph.trace(model, inputs: [try pictures(2)]) { inputs in
            let logits = try session.listen { try model(inputs[0]) }
            return [logits] + paths.compactMap { session.outputs[$0] }
        }
        return try withoutGradients { try graph.run([input]) }
    }

    private func expectEqual(_ tensor: Tensor?, _ expected: Tensor, _ title: String) throws {
        let tensor = try #require(tensor, "\(title)")
        try #require(tensor.shape == expected.shape, "\(title)")
        let size = try expected.absoluteValue().maximum().item()
        let apart = try (tensor.to(.float64) - expected).absoluteValue().maximum().item()
        #expect(apart <= Self.tolerance * size, "\(title): \(apart) of \(size)")
    }

    @Test(
        "are the values of the network as it stands, folded and with memory used again or not",
        arguments: ModelCatalog.builtIn.entries.map(\.name))
    func tapsAreValues(_ name: String) throws {
        let model = try model(name)
        let paths = places(model)
        let input = try pictures(3)
        model.setTraining(false)
        let expected = try values(of: model, at: paths, for: input)

        let session = try TapSession(paths, in: model)
        let logits = try session.listen { try model(input) }
        try expectEqual(logits, expected[0], "\(name), student's logits")
        for (path, value) in zip(paths, expected.dropFirst()) {
            try expectEqual(session.outputs[path], value, "\(name), student, \(path)")
        }

        let teacher = try ModuleTeacher(
            model, taps: paths, example: try pictures(2), device: .cpu)
        let answer = try teacher.answer(
            TensorBatch(
                indices: [0, 1, 2], inputs: input,
                targets: Targets(labels: try Tensor([Int64](repeating: 0, count: 3)))))
        try expectEqual(answer.logits, expected[0], "\(name), teacher's logits")
        for (path, value) in zip(paths, expected.dropFirst()) {
            try expectEqual(answer.taps[path], value, "\(name), teacher, \(path)")
        }
    }

    /// Half of what goes into a rectifier is below 0, and nothing of what comes out of it is.
    @Test(
        "are, before the last rectifier of a stage, not what the rectifier made of them",
        arguments: ["resnet8", "resnet18", "vgg8", "wrn-16-1", "shufflenetv1", "cnn"])
    func beforeTheRectifier(_ name: String) throws {
        let model = try model(name)
        let paths = model.preactivations
        for isTraining in [true, false] {
            model.setTraining(isTraining)
            let session = try TapSession(paths, in: model)
            _ = try session.listen { try model(pictures(3)) }
            for path in paths {
                let least = try session.outputs[path]?.minimum().item() ?? 0
                #expect(least < 0, "\(name), \(path), training \(isTraining)")
            }
        }
    }
}
