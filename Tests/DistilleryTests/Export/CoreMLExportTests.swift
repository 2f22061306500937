import Foundation
import Testing
import Torch

@testable import Distillery

enum CoreMLSamples {
    static func picture(_ side: Int) -> CoreMLInput {
        CoreMLInput(
            name: "image", kind: .picture(width: side, height: side, normalization: .imageNet))
    }

    /// A network whose batch norms have seen pictures: without that, what a deep one computes grows beyond
    /// what halves hold, and what others compute vanishes.
    static func settled(_ name: String) throws -> any ImageClassifier {
        let model = try ExportSamples.pictures(name)
        model.setTraining(true)
        for _ in 0..<20 {
            let batch = try pictures(32, count: 4).normalized
            _ = try withoutGradients { try model(batch) }
        }
        model.setTraining(false)
        return model
    }

    /// Pictures of 8 bits, and what the network sees of them.
    static func pictures(_ side: Int, count: Int = 1) throws -> (
        samples: Tensor, normalized: Tensor
    ) {
        let samples = try Tensor.random([count, 3, side, side])
        let whole = try (samples * 255).rounded()
        func row(_ numbers: [Double]) throws -> Tensor {
            try Tensor(numbers.map(Float.init), shape: [3, 1, 1])
        }
        let (mean, std) = (
            try row(Normalization.imageNet.mean), try row(Normalization.imageNet.std)
        )
        return (whole, try (whole / 255 - mean) / std)
    }
}

@Suite("Core ML export") struct CoreMLExportTests {
    private let picture = CoreMLSamples.picture(32)

    /// Every network of the catalog in every precision, where Python has coremltools.
    @Test(
        "is read by coremltools, and its operations give the network's answers",
        .enabled(if: ForeignPython.coreML != nil, "no Python with coremltools"),
        arguments: CoreMLPrecision.allCases)
    func operations(_ precision: CoreMLPrecision) throws {
        let python = try #require(ForeignPython.coreML)
        let place = try TemporaryFolder()
        func write(
            _ name: String, _ subject: ExportSubject, _ inputs: [CoreMLInput],
            _ output: CoreMLOutput, _ examples: [[(name: String, tensor: Tensor)]]
        ) throws {
            let description = CoreMLDescription(
                inputs: inputs, output: output, precision: precision)
            let file = place.url.appending(path: name)
            try CoreMLExport.write(
                subject.graph, description, to: file.appendingPathExtension("mlpackage"))
            for (number, tensors) in examples.enumerated() {
                try SafetensorsWriter.write(
                    tensors.map { (name: $0.name, tensor: try StoredTensor($0.tensor)) },
                    to: file.appendingPathExtension("\(number).safetensors"))
            }
        }
        for (number, name) in ExportSamples.pictures.enumerated() {
            let model = try CoreMLSamples.settled(name)
            let subject = try ExportSamples.subject(of: model)
            let (samples, normalized) = try CoreMLSamples.pictures(32)
            let logits = try withoutGradients { try model(normalized) }
            // Every third with classes, every third with an array of what the network sees.
            let isClassifier = number % 3 == 0
            let isArray = number % 3 == 1
            let input =
                isArray ? CoreMLInput(name: "image", kind: .samples([1, 3, 32, 32])) : picture
            try write(
                name, subject, [input],
                isClassifier ? .classes(subject.classNames) : .array(name: "logits"),
                [
                    [
                        ("image", isArray ? normalized : samples),
                        ("expected", isClassifier ? try logits.softmax(dimension: -1) : logits),
                    ]
                ])
        }
        for name in ExportSamples.texts {
            let network = try TextFixture.load(name).network
            let subject = try ExportSubject(texts: network, classNames: [])
            let examples = try [[2, 5, 9, 14, 3, 21], [2, 3], [2, 11, 3]].map { ids in
                let batch = try TokenBatch.tensor(ids: [ids])
                var tensors = try subject.inputs.map { port in
                    let row = try #require(TokenBatch.Row(inputNamed: port.name))
                    return (name: port.name, tensor: try batch.tokens(row).contiguous())
                }
                tensors.append(("expected", try withoutGradients { try network(batch) }))
                return tensors
            }
            try write(
                name, subject, CoreMLInput.texts(of: subject, longest: 14),
                .array(name: "logits"), examples)
        }
        let lines = try python.run("Fixtures/export/check_coreml.py", [place.path])
        #expect(lines.count == ExportSamples.pictures.count + ExportSamples.texts.count)
        let bound =
            switch precision {
            case .float32: 1e-4
            case .float16: 2e-2
            case .int8: 0.2
            }
        for line in lines {
            let distance = try #require(Double(line.split(separator: "\t")[1]))
            #expect(distance <= bound, "\(precision): \(line)")
        }
    }

    private func write(_ graph: Graph, _ description: CoreMLDescription) throws {
        let place = try TemporaryFolder()
        let url = place.url.appending(path: "x.mlpackage")
        defer { #expect(!FileManager.default.fileExists(atPath: url.path)) }
        try CoreMLExport.write(graph, description, to: url)
    }

    @Test("an operator that Core ML lacks is named, with its layer, and nothing is written")
    func unknownOperator() throws {
        let layer = try Linear(3, 3)
        let graph = try Graph.trace(layer, inputs: [.zeros([1, 3])]) { inputs in
            [try Operator("aten::digamma")(layer(inputs[0]))]
        }
        let input = CoreMLInput(name: "x", kind: .samples([1, 3]))
        #expect(
            throws: ExportError.unknownOperator(
                format: "Core ML", operation: "aten::digamma", path: "")
        ) { try write(graph, CoreMLDescription(inputs: [input], output: .array(name: "y"))) }
    }

    @Test("what does not suit the graph is refused with what was expected") func descriptions()
        throws
    {
        let layer = try Linear(3, 3)
        let graph = try Graph.trace(layer, inputs: [.zeros([1, 3])])
        let input = CoreMLInput(name: "x", kind: .samples([1, 3]))
        func refused(_ inputs: [CoreMLInput], _ output: CoreMLOutput, _ message: String) {
            #expect {
                try write(graph, CoreMLDescription(inputs: inputs, output: output))
            } throws: { "\($0)".contains(message) }
        }
        refused([], .array(name: "y"), "takes 1 inputs, 0 are described")
        refused([input], .array(name: "x"), "there twice")
        refused([input], .array(name: "the logits"), "letters a-z, digits and _")
        refused([input], .classes(["a", "b"]), "2 classes are named, the output is [1, 3]")
        refused(
            [CoreMLInput(name: "x", kind: .tokens(longest: 0))], .array(name: "y"),
            "1 rows of 0 tokens")
    }
}
