import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("Operators of ONNX files")
struct OnnxOperatorTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/onnx-operators")

    /// Reads a file for its first example, and compares what it gives for all of them.
    ///
    /// - Returns: the largest distance of any number from onnxruntime's.
    private func distance(_ name: String) throws -> Double {
        let file = try OnnxFile(Self.folder.appending(path: "\(name).onnx"))
        let examples = try NamedTensors.list(Self.folder.appending(path: "\(name).json"))
        func inputs(_ example: NamedTensors) throws -> [Tensor] {
            try file.inputs.map { try #require(example.inputs[$0.name]).tensor }
        }
        var largest = 0.0
        for output in examples[0].outputs.keys {
            let graph = try OnnxImport.graph(
                of: file, examples: inputs(examples[0]), output: output)
            let compiled = try CompiledGraph(graph.optimizedForInference())
            for example in examples {
                let result = try compiled.run(inputs(example))[0]
                let expected = try #require(example.outputs[output]).tensor
                #expect(result.scalarType == expected.scalarType, "\(output)")
                #expect(result.shape == expected.shape, "\(output)")
                guard result.shape == expected.shape else { return .infinity }
                let difference = try result.to(.float64) - expected.to(.float64)
                let distance = try difference.absoluteValue().maximum().item()
                guard distance.isFinite else { return .infinity }
                largest = max(largest, distance)
            }
        }
        return largest
    }

    @Test(
        "of whole numbers give what onnxruntime gives, to the last one",
        arguments: [
            "quantize", "quantize-axis", "quantize-type", "matmul-integer", "matmul-integer-long",
            "qlinear-matmul", "conv-integer", "qlinear-conv",
        ])
    func whole(name: String) throws {
        #expect(try distance(name) == 0)
    }

    @Test(
        "from and to whole numbers give what onnxruntime gives",
        arguments: [
            "dequantize", "dequantize-axis", "dequantize-block", "dequantize-int32",
            "four-bits-signed", "four-bits-unsigned", "quantize-dynamically", "matmul-4-bits",
            "matmul-4-bits-zeros", "matmul-8-bits",
        ])
    func scaled(name: String) throws {
        #expect(try distance(name) < 1e-4)
    }

    @Test(
        "of text networks give what onnxruntime gives",
        arguments: [
            "lstm-forward", "lstm-reverse", "lstm-bidirectional", "lstm-states", "gelu-none",
            "gelu-tanh", "hard-swish", "layer-norm", "group-norm",
        ])
    func real(name: String) throws {
        #expect(try distance(name) < 2e-6)
    }

    @Test(
        "are refused where sizes, scales or types cannot be",
        arguments: [
            ("refused-block", "is more than is read"), ("refused-scales", "QuantizeLinear"),
            ("refused-four-bits", "values of 4 bits"), ("refused-size", "in blocks of"),
        ])
    func refused(name: String, words: String) throws {
        let file = try OnnxFile(Self.folder.appending(path: "\(name).onnx"))
        let error = try #require(throws: OnnxError.self) {
            try OnnxImport.graph(of: file, examples: [.zeros([2, 4])], output: "y")
        }
        #expect(error.description.contains(words), "\(error)")
    }

    @Test(
        "carry networks that onnxruntime's tools have quantised",
        arguments: ["resnet-qdq", "resnet-qoperator", "mobile-qoperator", "bert-dynamic"])
    func networks(name: String) throws {
        #expect(try distance(name) < 1e-4)
        let file = try OnnxFile(Self.folder.appending(path: "\(name).onnx"))
        let examples = try NamedTensors.list(Self.folder.appending(path: "\(name).json"))
        func inputs(_ example: NamedTensors) throws -> [Tensor] {
            try file.inputs.map { try #require(example.inputs[$0.name]).tensor }
        }
        let network = try OnnxNetwork(file, output: "logits") { count in
            try inputs(examples[0]).map { try $0.slice(dimension: 0, from: 0, to: count) }
        }
        for example in examples {
            let logits = try network.logits(of: inputs(example))
            let expected = try #require(example.outputs["logits"]).tensor
            #expect(try (logits - expected).absoluteValue().maximum().item() < 1e-4)
        }
    }
}
