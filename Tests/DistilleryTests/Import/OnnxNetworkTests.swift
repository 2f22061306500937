import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("Networks of ONNX files")
struct OnnxNetworkTests {
    private func network(_ name: String, like example: ForeignExamples.Example) throws
        -> ForeignNetwork
    {
        let url = ForeignExamples.folder.appending(path: "\(name).onnx")
        let file = try OnnxFile(url)
        let input =
            example.isText
            ? try file.textInput(maxLength: 9)
            : try file.pictureInput(channels: 3, size: ImageSize(width: 8, height: 8))
        func blank(_ count: Int) throws -> Tensor {
            example.isText
                ? try TokenBatch.blank(count: count, length: 7) : try .zeros([count, 3, 8, 8])
        }
        let body = try OnnxNetwork(file, output: file.logitsName) { try input.split(blank($0)) }
        return try ForeignNetwork(
            body, files: ForeignFiles(main: url, folderName: "model.onnx"), input: input,
            example: blank(2)
        ) { _ in nil }
    }

    @Test(
        "answer as onnxruntime does, whatever the number and length of examples",
        arguments: [
            "resnet", "resnet-dynamo", "mobile", "mobile-11", "mobile-dynamo", "mobile-fixed",
            "bert", "bert-11", "bert-dynamo",
        ])
    func answers(name: String) throws {
        let examples = try ForeignExamples(name).examples
        let network = try network(name, like: examples[0])
        for example in examples {
            #expect(try example.distance(of: network(example.tensor)) < 1e-4)
        }
    }

    @Test("fold batch normalisation that the exporter left, and count the weights of the file")
    func counts() throws {
        let examples = try ForeignExamples("resnet").examples
        // By numpy over the file's initializers.
        #expect(try network("resnet", like: examples[0]).parameterCount == 1035)
    }

    @Test(
        "are refused with the node or tensor that is wrong",
        arguments: [
            ("unknown-operator", "DeformConv, of node 'second'"), ("old", "operator set 8"),
            ("no-such-input", "'nowhere' is made by no earlier node"),
            ("outside", "not below the file's own folder"), ("giant-weight", "tensor 'w'"),
            ("giant-shape", "node 'huge'"), ("damaged", "damaged"),
        ])
    func refused(name: String, words: String) throws {
        let url = ForeignExamples.folder.appending(path: "hostile/\(name).onnx")
        let error = try #require(throws: OnnxError.self) {
            let file = try OnnxFile(url)
            _ = try OnnxImport.graph(
                of: file, examples: [Tensor.zeros([2, 3, 8, 8])], output: "logits")
        }
        #expect(error.description.contains(words))
    }
}
