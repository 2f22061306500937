import Foundation
import Testing
import Torch

@testable import Distillery

@Suite(
    "Sessions of ONNX Runtime",
    .enabled(if: OnnxRuntime.isHere, "ONNX Runtime is not here (DISTILLERY_ONNXRUNTIME=FILE)"))
struct OnnxRuntimeSessionTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/onnxruntime")

    private func session(_ name: String) throws -> OnnxRuntimeSession {
        try OnnxRuntimeSession(model: Self.folder.appending(path: "\(name).onnx"))
    }

    @Test(
        "give what numpy gives, in every element type and without dimensions",
        arguments: ["types", "sizes"])
    func values(name: String) throws {
        let session = try session(name)
        let listed = try NamedTensors(Self.folder.appending(path: "\(name).json"))
        let results = try session.run(listed.inputs.mapValues { try $0.tensor })
        #expect(results.count == listed.outputs.count)
        for (output, result) in zip(session.outputs, results) {
            let expected = try #require(try listed.outputs[output.name]?.tensor)
            #expect(result.scalarType == expected.scalarType, "\(output)")
            #expect(result.shape == expected.shape, "\(output)")
            #expect(try result.bytes() == expected.bytes(), "\(output)")
        }
    }

    @Test("state the names, types and sizes that the model states")
    func features() throws {
        let session = try session("sizes")
        #expect(session.inputs.map(\.description) == ["'rows' float32[count, 3]"])
        #expect(session.inputs[0].sizes == [nil, 3] && session.inputs[0].labels == ["count", ""])
        #expect(session.outputs.map(\.name) == ["total", "kept"])
        #expect(session.outputs[0].sizes.isEmpty)
        let types = try self.session("types").inputs.map(\.elementType)
        #expect(types == [.float32, .float16, .int64, .int32, .uint8, .int8, .bool])
    }

    @Test("take no rows at all, and rows that lie apart in memory")
    func layouts() throws {
        let session = try session("sizes")
        let none = try session.run(["rows": .zeros([0, 3])])
        #expect(try none[0].item() == 0 && none[1].shape == [0, 3])
        let columns = try Tensor([Float](arrayLiteral: 1, 2, 3, 4, 5, 6), shape: [3, 2])
        let turned = try columns.transposed(0, 1)
        #expect(try session.run(["rows": turned])[1].floats() == [1, 3, 5, 2, 4, 6])
    }

    @Test("refuse other names, shapes and types, and say what the model takes")
    func wrongInputs() throws {
        let session = try session("sizes")
        func refusal(_ inputs: [String: Tensor]) throws -> String {
            try #require(throws: OnnxRuntimeError.self) { try session.run(inputs) }.description
        }
        let rows = try Tensor.zeros([2, 3])
        #expect(try refusal(["pixels": rows]).contains("takes 'rows'; given was 'pixels'"))
        #expect(try refusal([:]).contains("given was nothing"))
        #expect(try refusal(["rows": rows, "more": rows]).contains("'more', 'rows'"))
        let wide = try refusal(["rows": .zeros([2, 4])])
        #expect(wide.contains("takes 'rows' float32[count, 3]; given was float32[2, 4]"))
        let whole = try refusal(["rows": rows.to(.int64)])
        #expect(whole.contains("given was int64[2, 3]"))
    }

    @Test(
        "refuse files with the runtime's words",
        arguments: [
            ("import/none.onnx", "exist"), ("import/hostile/damaged.onnx", "Protobuf"),
            ("import/hostile/no-such-input.onnx", "nowhere"), ("import/make.py", "Protobuf"),
        ])
    func wrongFiles(path: String, words: String) throws {
        let file = Self.folder.deletingLastPathComponent().appending(path: path)
        let error = try #require(throws: OnnxRuntimeError.self) {
            try OnnxRuntimeSession(model: file)
        }
        guard case .model(file.path, let reason) = error else {
            return #expect(Bool(false), "\(error)")
        }
        #expect(reason.localizedCaseInsensitiveContains(words), "\(reason)")
    }

    @Test("refuse an output that is no tensor")
    func sequence() throws {
        let session = try session("sequence")
        let error = try #require(throws: OnnxRuntimeError.self) {
            try session.run(["one": .zeros([2])])
        }
        #expect(error == .output(file: session.model.path, name: "list"))
    }

    @Test("are timed run by run")
    func times() throws {
        let times = try session("sizes").runTimes(["rows": .zeros([4, 3])], runs: 20, warmUp: 2)
        #expect(times.seconds.count == 20 && times.seconds.allSatisfy { $0 > 0 })
        #expect(times.p95Milliseconds >= times.medianMilliseconds)
    }

    @Test(
        "answer as the same runtime did in Python, and as the engine does",
        arguments: [
            "resnet", "resnet-dynamo", "mobile", "mobile-11", "mobile-dynamo", "bert", "bert-11",
            "bert-dynamo",
        ])
    func networks(name: String) throws {
        let url = ForeignExamples.folder.appending(path: "\(name).onnx")
        let session = try OnnxRuntimeSession(model: url)
        let file = try OnnxFile(url)
        for example in try ForeignExamples(name).examples {
            let input =
                example.isText
                ? try file.textInput(maxLength: 9)
                : try file.pictureInput(channels: 3, size: ImageSize(width: 8, height: 8))
            let tensors = try input.split(example.tensor)
            let named = Dictionary(
                uniqueKeysWithValues: zip(session.inputs.map(\.name), tensors))
            let logits = try session.run(named)[0]
            #expect(try example.distance(of: logits) < 1e-5)

            let network = try OnnxNetwork(file, output: file.logitsName) { count in
                try input.split(
                    example.isText
                        ? TokenBatch.blank(count: count, length: 7) : .zeros([count, 3, 8, 8]))
            }
            let distance = try (network.logits(of: tensors) - logits)
                .absoluteValue().maximum().item()
            #expect(distance < 1e-4)
        }
    }
}
