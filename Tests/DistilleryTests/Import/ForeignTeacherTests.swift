import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("Teachers from files of other programs")
struct ForeignTeacherTests {
    private func data(classes: Int = 5, size: Int = 8) throws -> TrainingData {
        try TrainingData(
            DataPlan(
                dataset: "synthetic", synthetic: .init(count: 40, classes: classes, size: size),
                augmentation: Augmentation([])), device: .cpu)
    }

    private func path(_ name: String) -> String {
        ForeignExamples.folder.appending(path: name).path
    }

    @Test(
        "are kept by a run as the file itself, and answer the same from there",
        arguments: ["resnet.onnx", "mobile-fixed.onnx", "resnet-scripted.pt"])
    func kept(name: String) throws {
        let place = try TemporaryFolder()
        let data = try data()
        let example = try ForeignExamples(name.components(separatedBy: ".")[0]).examples[1]
        let network = try data.load(path(name), as: nil, role: .teacher)
        let folder = ModelFolder(place.url.appending(path: "teacher"))
        try data.write(network, to: folder)
        #expect(folder.exists)
        #expect(try Data(contentsOf: folder.weights) == Data(contentsOf: URL(filePath: path(name))))
        let again = try data.load(folder.url.path, as: nil, role: .teacher)
        #expect(try example.distance(of: again(example.tensor)) < 1e-4)
    }

    @Test("answer as live teachers, and refuse taps by their path")
    func live() throws {
        let data = try data()
        let network = try data.load(path("resnet.onnx"), as: nil, role: .teacher)
        let example = try ForeignExamples("resnet").examples[1]
        let teacher = try ModuleTeacher(network, example: data.exampleInput(count: 2), device: .cpu)
        let answer = try teacher.answer(
            TensorBatch(
                indices: [0, 1, 2], inputs: example.tensor,
                targets: Targets(labels: .zeros([3], scalarType: .int64))))
        #expect(try example.distance(of: answer.logits) < 1e-4)
        #expect(throws: TapError.self) {
            try ModuleTeacher(
                network, taps: ["layer1"], example: data.exampleInput(count: 2), device: .cpu)
        }
    }

    @Test("keep the classes that were chosen of theirs")
    func chosen() throws {
        let place = try TemporaryFolder()
        let data = try data(classes: 3)
        let mapping = ClassMapping.list([.index(4), .index(0), .index(2)])
        let network = try data.load(path("resnet.onnx"), as: nil, role: .teacher, mapping: mapping)
        let folder = ModelFolder(place.url)
        try data.write(network, to: folder)
        let again = try data.load(folder.url.path, as: nil, role: .teacher)
        let example = try ForeignExamples("resnet").examples[0]
        let logits = try again(example.tensor).floats()
        for (own, theirs) in zip(logits, [4, 0, 2]) {
            #expect(abs(own - example.logits[theirs]) < 1e-4)
        }
    }

    @Test("are refused where classes, sizes or a name do not fit")
    func refused() throws {
        #expect(throws: RunError.self) {
            try data(classes: 4).load(path("resnet.onnx"), as: nil, role: .teacher)
        }
        #expect(throws: OnnxError.self) {
            try data(size: 16).load(path("resnet.onnx"), as: nil, role: .teacher)
        }
        #expect(throws: OnnxError.self) {
            try data().load(path("bert.onnx"), as: nil, role: .teacher)
        }
        #expect(throws: RunError.self) {
            try data().load(path("resnet.onnx"), as: ModelPlan("resnet20"), role: .teacher)
        }
        #expect(throws: RunError.self) {
            try data().load(path("resnet.onnx"), as: nil, role: .student, isBeginning: true)
        }
    }

    @Test("of texts ask for their tokenizer")
    func tokenizer() throws {
        let data = try TrainingData(
            DataPlan(dataset: "synthetic-addresses", addresses: .init(count: 60)), device: .cpu)
        let error = try #require(throws: RunError.self) {
            try data.load(path("bert.onnx"), as: nil, role: .teacher)
        }
        #expect(error.description.contains("data.tokens.tokenizer"))
    }
}
