import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("Networks of TorchScript files")
struct ScriptNetworkTests {
    @Test(
        "answer as PyTorch does, scripted and traced",
        arguments: ["resnet-scripted", "bert-traced"])
    func answers(name: String) throws {
        let url = ForeignExamples.folder.appending(path: "\(name).pt")
        let script = try ScriptModule(url)
        let examples = try ForeignExamples(name).examples
        let input: ForeignInput =
            examples[0].isText ? try script.textInput(file: url) : .pictures(.float32)
        let network = try ForeignNetwork(
            ScriptNetwork(script), files: ForeignFiles(main: url, folderName: "model.torchscript"),
            input: input, example: examples[1].tensor.slice(dimension: 0, from: 0, to: 2)
        ) { _ in nil }
        for example in examples {
            #expect(try example.distance(of: network(example.tensor)) < 1e-5)
        }
    }

    @Test("take a part of the outputs as classes, and state their inputs by name")
    func parts() throws {
        let url = ForeignExamples.folder.appending(path: "bert-traced.pt")
        let script = try ScriptModule(url)
        #expect(script.inputs.map(\.name) == ["input_ids", "attention_mask", "token_type_ids"])
        let example = try ForeignExamples("bert-traced").examples[1]
        let network = try ForeignNetwork(
            ScriptNetwork(script), files: ForeignFiles(main: url, folderName: "model.torchscript"),
            input: script.textInput(file: url),
            example: example.tensor.slice(dimension: 0, from: 0, to: 2)
        ) { _ in [2, 0] }
        let logits = try network(example.tensor).floats()
        #expect(network.classes == 2)
        #expect(abs(logits[0] - example.logits[2]) < 1e-5)
        #expect(abs(logits[1] - example.logits[0]) < 1e-5)
    }

    @Test("are told from weights files by their content")
    func told() throws {
        let folder = ForeignExamples.folder
        #expect(ScriptModule.isProgram(at: folder.appending(path: "resnet-scripted.pt")))
        #expect(!ScriptModule.isProgram(at: folder.appending(path: "resnet.onnx")))
        #expect(throws: ScriptError.self) {
            try ScriptModule(folder.appending(path: "resnet.onnx"))
        }
    }
}
