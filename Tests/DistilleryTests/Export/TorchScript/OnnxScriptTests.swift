import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("Networks of ONNX files as TorchScript")
struct OnnxScriptTests {
    @Test(
        "answer as onnxruntime does, whatever the number and length of examples",
        arguments: ["resnet-dynamo", "mobile", "mobile-dynamo", "bert", "bert-dynamo"])
    func answers(name: String) throws {
        let examples = try ForeignExamples(name).examples
        let file = try OnnxFile(ForeignExamples.folder.appending(path: "\(name).onnx"))
        let input =
            examples[0].isText
            ? try file.textInput(maxLength: 9)
            : try file.pictureInput(channels: 3, size: ImageSize(width: 8, height: 8))
        let network = try OnnxNetwork(file, output: file.logitsName) { count in
            try input.split(
                examples[0].isText
                    ? TokenBatch.blank(count: count, length: 7) : .zeros([count, 3, 8, 8]))
        }
        let names = file.inputs.map { ScriptInput.tensor($0.name) }
        let folder = try TemporaryFolder()
        let url = folder.url.appending(path: "model.pt")
        try TorchScriptExport(inputs: names).write(network.graph, to: url)
        let program = try ScriptModule(url)
        for example in examples {
            let found = try withoutGradients {
                try program.outputs(for: input.split(example.tensor))[0]
            }
            #expect(try example.distance(of: found) < 1e-4)
        }
    }
}
