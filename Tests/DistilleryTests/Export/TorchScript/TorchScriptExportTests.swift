import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("Networks as TorchScript files")
struct TorchScriptExportTests {
    static let textNames = TextPaddingTests.names + ["bert-words", "mobilebert-words"]

    private func check(_ example: ScriptExamples.Case) throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "model.pt")
        try TorchScriptExport(inputs: [example.input]).write(example.graph(), to: file)
        let program = try ScriptModule(file)
        #expect(program.inputs.map(\.name) == example.input.names)
        for (batch, expected) in zip(example.batches, try example.answers()) {
            let found = try withoutGradients {
                try program.outputs(for: example.arguments(batch))[0]
            }
            #expect(found.shape == expected.shape)
            #expect(try largestDifference(found.floats(), expected.floats()) <= 1e-5)
        }
    }

    @Test(
        "are read again and answer as the network, one picture and three",
        arguments: ModelCatalogTests.names)
    func pictures(name: String) throws { try check(.pictures(name)) }

    @Test(
        "are read again and answer as the network, texts of other numbers and lengths",
        arguments: textNames)
    func texts(name: String) throws { try check(.texts(name)) }

    @Test(
        "are read by PyTorch, answer there as here, and have the network's names",
        .enabled(
            if: ForeignPython.torch != nil,
            "no python3 with torch; DISTILLERY_PYTHON names one"))
    func python() throws {
        let python = try #require(ForeignPython.torch)
        let folder = try TemporaryFolder()
        let examples = ScriptExamples(folder: folder.url)
        for name in ModelCatalogTests.names { try examples.write(.pictures(name)) }
        for name in Self.textNames { try examples.write(.texts(name)) }
        let output = try python.run("Fixtures/export/check_scripts.py", [folder.path])
        let count = ModelCatalogTests.names.count + Self.textNames.count
        #expect(output.count == count, "\(output)")
    }

    @Test(
        "of the inputs that a network reads answer as it does",
        arguments: ["bert-classification", "distilbert-classification", "text-cnn"])
    func subjects(name: String) throws {
        let network = try TextFixture.load(name).network
        let subject = try ExportSubject(texts: network, classNames: [])
        let inputs = subject.inputs.map { ScriptInput.tensor($0.name) }
        let program = try TorchScriptExport(inputs: inputs).program(of: subject.graph)
        let input = try program.textInput(file: URL(filePath: "model.pt"))
        let batch = try TextFixture(name).batch()
        let (found, expected) = try withoutGradients {
            (try program.outputs(for: input.split(batch))[0], try network(batch))
        }
        #expect(try largestDifference(found.floats(), expected.floats()) <= 1e-5)
    }

    @Test("are small in half precision, and answer with rounded weights")
    func halves() throws {
        let example = try ScriptExamples.Case.pictures("resnet20")
        let graph = try example.graph()
        let folder = try TemporaryFolder()
        func write(_ name: String, halves: Bool) throws -> Double {
            let file = folder.url.appending(path: name)
            try TorchScriptExport(inputs: [.pictures], keepsHalfPrecision: halves)
                .write(graph, to: file)
            return Double(try Data(contentsOf: file).count)
        }
        let whole = try write("whole.pt", halves: false)
        #expect(try write("half.pt", halves: true) < 0.65 * whole)
        var rounded = graph
        let model = example.network
        try withoutGradients {
            for (_, tensor) in model.state() where tensor.knownScalarType == .float32 {
                try tensor.copy(from: tensor.to(.float16).to(.float32))
            }
        }
        rounded = try Graph.trace(model, inputs: [example.recorded])
        let expected = try rounded.run([example.batches[1]])[0].floats()
        let program = try ScriptModule(folder.url.appending(path: "half.pt"))
        let found = try withoutGradients { try program(example.batches[1]).floats() }
        #expect(largestDifference(found, expected) <= 1e-5)
    }

    @Test("carry labels and what pictures go through, as PyTorch's extra files")
    func files() throws {
        let configuration = ModelConfiguration(
            kind: "mlp", classes: 2, channels: 1, imageSize: .init(width: 8, height: 8))
        let model = try ModelCatalog.builtIn.makeModel(configuration)
        let files = try ExportNotes.pictures(
            .init(
                model: configuration, classNames: ["猫", "dog"],
                normalization: .init(mean: [0.5], std: [0.25])))
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "model.pt")
        let graph = try Graph.trace(model, inputs: [.zeros([1, 1, 8, 8])])
        try TorchScriptExport(inputs: [.pictures], files: files).write(graph, to: file)
        let read = try ScriptModule.files(at: file)
        func json(_ name: String) throws -> Any {
            try JSONSerialization.jsonObject(with: Data(try #require(read[name]).utf8))
        }
        #expect(try json("labels.json") as? [String] == ["猫", "dog"])
        let input = try #require(try json("preprocessing.json") as? [String: Any])
        #expect(input["mean"] as? [Double] == [0.5])
        #expect(input["height"] as? Int == 8)
    }

    @Test("say sizes that follow the inputs, as graphs of ONNX files have them")
    func sizes() throws {
        let builder = GraphBuilder()
        let input = builder.input(try Tensor.zeros([2, 3, 2]))
        func call(_ name: String, _ arguments: Graph.Argument...) throws -> Graph.Operand {
            let parts = name.split(separator: ".").map(String.init)
            return try builder.call(
                Operator("aten::\(parts[0])", overload: parts.count > 1 ? parts[1] : ""), arguments)[
                    0]
        }
        let sizes = try call("_shape_as_tensor", .tensor(input))
        let turned = try call("flip", .tensor(sizes), .integers([0]))
        let reshaped = try call("reshape", .tensor(input), .sizes(turned))
        let part = try call(
            "slice.Tensor", .tensor(reshaped), .integer(0), .integer(0), .size(sizes, 0),
            .integer(1))
        let graph = try builder.finish(outputs: [part])
        let program = try TorchScriptExport(inputs: [.tensor("3 numbers")]).program(of: graph)
        #expect(program.inputs.map(\.name) == ["input_3_numbers"])
        // [5, 3, 4] becomes [4, 3, 5], of which 5 rows are asked for and 4 are there.
        #expect(try program(.zeros([5, 3, 4])).shape == [4, 3, 5])
        #expect(try program(.zeros([1, 3, 4])).shape == [1, 3, 1])
    }

    @Test("keep weights under their paths, and beside them where TorchScript has no such names")
    func names() {
        let names = ScriptNames(
            paths: [
                "layer1.0.weight", "conv.weight", "conv.weight.folded1", "/onnx::Conv_1", "a.in",
            ])
        #expect(names.places["layer1.0.weight"] == ["layer1", "0", "weight"])
        #expect(names.places["conv.weight"] == ["conv", "weight"])
        #expect(names.places["conv.weight.folded1"] == ["conv", "weight_folded1"])
        #expect(names.places["/onnx::Conv_1"] == ["_onnx__Conv_1"])
        #expect(names.places["a.in"] == ["a", "in_"])
        #expect(ScriptNames.argument("self") == "input_self")
    }

    @Test("are refused, by name, with an operator that only this machine's engine has")
    func refused() throws {
        let model = try ModelCatalog.builtIn.makeModel(
            .init(kind: "mlp", classes: 10, imageSize: .init(width: 32, height: 32)))
        let graph = try Graph.trace(model, inputs: [.zeros([1, 3, 32, 32])])
        let packed = try graph.packingLinears(smallest: 1)
        #expect {
            try TorchScriptExport(inputs: [.pictures]).program(of: packed)
        } throws: { error in
            "\(error)".contains("mkldnn::_linear_pointwise")
                && "\(error)".contains("cannot be written as TorchScript")
        }
        #expect(throws: ExportError.self) {
            try TorchScriptExport(inputs: [.tokens]).program(of: graph)
        }
        #expect(throws: ExportError.self) { try TorchScriptExport(inputs: []).program(of: graph) }
    }

    @Test("leave nothing behind where they cannot be written")
    func unwritable() throws {
        let model = try ModelCatalog.builtIn.makeModel(
            .init(kind: "mlp", classes: 10, imageSize: .init(width: 8, height: 8)))
        let graph = try Graph.trace(model, inputs: [.zeros([1, 3, 8, 8])])
        let folder = try TemporaryFolder()
        #expect(throws: FileError.self) {
            try TorchScriptExport(inputs: [.pictures])
                .write(graph, to: folder.url.appending(path: "missing/model.pt"))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test("are refused by libtorch's words where the source is none")
    func source() {
        #expect(throws: TorchError.self) {
            try ScriptModule(
                source: "def forward(self, x):\n    return torch.nothing(x)\n", tensors: [])
        }
    }
}

extension ForeignPython {
    static let torch = ForeignPython(having: "torch")
}
