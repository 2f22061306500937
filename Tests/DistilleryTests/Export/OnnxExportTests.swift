import Foundation
import Testing
import Torch

@testable import Distillery

/// Networks of the catalog as they are exported in tests.
enum ExportSamples {
    static let pictures = ModelCatalog.builtIn.entries.map(\.name)
    static let texts = TextPaddingTests.names + ["bert-words", "mobilebert-words"]

    static func pictures(_ name: String) throws -> any ImageClassifier {
        let model = try ModelCatalog.builtIn.makeModel(
            .init(kind: name, classes: 10, imageSize: .init(width: 32, height: 32)))
        model.setTraining(false)
        return model
    }

    static func subject(of model: any ImageClassifier) throws -> ExportSubject {
        try ExportSubject(
            pictures: model, classNames: (0..<10).map { "class \($0)" }, channels: 3,
            size: ImageSize(width: 32, height: 32))
    }

}

@Suite("An ONNX file") struct OnnxExportTests {
    /// What our own reader and interpreter make of the file.
    private func reread(
        _ subject: ExportSubject, _ precision: OnnxExport.Precision = .float32,
        examples: [Tensor]
    ) throws -> Graph {
        let place = try TemporaryFolder()
        let url = URL(filePath: place.path).appending(path: "network.onnx")
        try OnnxExport.write(subject, precision: precision, to: url)
        let file = try OnnxFile(url)
        return try OnnxImport.graph(of: file, examples: examples, output: subject.output.name)
    }

    @Test("gives a picture network's logits, whatever the batch", arguments: ExportSamples.pictures)
    func pictures(_ name: String) throws {
        let model = try ExportSamples.pictures(name)
        let subject = try ExportSamples.subject(of: model)
        let two = try Tensor.randomNormal([2, 3, 32, 32])
        let graph = try reread(subject, examples: [two])
        for count in [1, 3] {
            let batch = try Tensor.randomNormal([count, 3, 32, 32])
            let expected = try withoutGradients { try model(batch).floats() }
            let found = try withoutGradients { try graph.run([batch])[0].floats() }
            // Logits of deep networks that nothing has trained go into the thousands.
            let largest = expected.map(abs).max() ?? 0
            #expect(largestDifference(found, expected) <= 1e-4 * max(1, largest))
        }
    }

    @Test(
        "gives a text network's answers, whatever batch and length", arguments: ExportSamples.texts)
    func texts(_ name: String) throws {
        let network = try TextFixture.load(name).network
        let subject = try ExportSubject(texts: network, classNames: [])
        func inputs(_ batch: Tensor) throws -> [Tensor] {
            try subject.inputs.map { port in
                let row = try #require(TokenBatch.Row(inputNamed: port.name))
                return try batch.tokens(row).contiguous()
            }
        }
        let sample = try TokenBatch.tensor(ids: [[2, 7, 3, 4, 5, 6], [2, 7, 3]])
        let graph = try reread(subject, examples: inputs(sample))
        for batch in [
            try TokenBatch.tensor(ids: [[2, 5, 9, 14, 3, 21], [2, 3], [2, 11, 3]]),
            try TokenBatch.tensor(ids: [[2, 3, 8, 4]]),
        ] {
            let expected = try withoutGradients { try network(batch).floats() }
            let found = try withoutGradients { try graph.run(inputs(batch))[0].floats() }
            #expect(largestDifference(found, expected) <= 1e-4)
        }
    }

    /// Of every network of the catalog, in every precision, where Python has the runtime for it.
    @Test(
        "is valid for onnx and gives the same in ONNX Runtime",
        .enabled(if: ForeignPython.onnx != nil, "no Python with onnx and onnxruntime"))
    func runtime() throws {
        let python = try #require(ForeignPython.onnx)
        let place = try TemporaryFolder()
        let folder = URL(filePath: place.path)
        func write(
            _ name: String, _ subject: ExportSubject, _ batches: [[Tensor]],
            _ run: ([Tensor]) throws -> Tensor
        ) throws {
            let precisions: [(String, OnnxExport.Precision)] = [
                ("float32", .float32), ("float16", .float16), ("int8", .dynamicInt8()),
            ]
            for (suffix, precision) in precisions {
                try OnnxExport.write(
                    subject, precision: precision,
                    to: folder.appending(path: "\(name)-\(suffix).onnx"))
                for (number, batch) in batches.enumerated() {
                    var tensors = Array(zip(subject.inputs.map(\.name), batch))
                    tensors.append(("expected", try withoutGradients { try run(batch) }))
                    try SafetensorsWriter.write(
                        tensors.map { (name: $0.0, tensor: try StoredTensor($0.1)) },
                        to: folder.appending(path: "\(name)-\(suffix).\(number).safetensors"))
                }
            }
        }
        for name in ExportSamples.pictures {
            let model = try ExportSamples.pictures(name)
            let batches = try [1, 3].map { [try Tensor.randomNormal([$0, 3, 32, 32])] }
            try write(name, ExportSamples.subject(of: model), batches) { try model($0[0]) }
        }
        for name in ExportSamples.texts {
            let network = try TextFixture.load(name).network
            let subject = try ExportSubject(texts: network, classNames: [])
            let tokens = [
                try TokenBatch.tensor(ids: [[2, 5, 9, 14, 3, 21], [2, 3], [2, 11, 3]]),
                try TokenBatch.tensor(ids: [[2, 3, 8, 4]]),
            ]
            let rows = subject.inputs.compactMap { TokenBatch.Row(inputNamed: $0.name) }
            let batches = try tokens.map { batch in
                try rows.map { try batch.tokens($0).contiguous() }
            }
            try write(name, subject, batches) { inputs in
                try network(tokens[inputs[0].shape[0] == 1 ? 1 : 0])
            }
        }
        let lines = try python.run("Fixtures/export/check_onnx.py", [folder.path])
        #expect(lines.count == 3 * (ExportSamples.pictures.count + ExportSamples.texts.count))
        for line in lines {
            let fields = line.split(separator: "\t")
            let distance = try #require(Double(fields[1]))
            let bound =
                fields[0].hasSuffix("float32") ? 1e-4 : fields[0].hasSuffix("float16") ? 2e-2 : 0.2
            #expect(distance <= bound, "\(line)")
        }
    }
}
