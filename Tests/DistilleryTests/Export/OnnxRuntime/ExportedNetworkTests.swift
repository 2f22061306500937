import Foundation
import Testing
import Torch

@testable import Distillery

@Suite(
    "An exported network in ONNX Runtime",
    .enabled(if: OnnxRuntime.isHere, "ONNX Runtime is not here (DISTILLERY_ONNXRUNTIME=FILE)"))
struct ExportedNetworkTests {
    private static let precisions: [(precision: OnnxExport.Precision, bound: Float)] = [
        (.float32, 1e-4), (.float16, 2e-2), (.dynamicInt8(), 0.2),
    ]

    /// Runs what is exported in both, and compares them with the network and with each other.
    private func compare(
        _ subject: ExportSubject, inputs: [Tensor], answer: Tensor
    ) throws {
        let place = try TemporaryFolder()
        let url = URL(filePath: place.path).appending(path: "network.onnx")
        let expected = try answer.floats()
        for (precision, bound) in Self.precisions {
            try OnnxExport.write(subject, precision: precision, to: url)
            let session = try OnnxRuntimeSession(model: url)
            let named = Dictionary(uniqueKeysWithValues: zip(session.inputs.map(\.name), inputs))
            let found = try session.run(named)[0].floats()
            #expect(largestDifference(found, expected) <= bound, "\(precision)")
            if precision == .float16 { continue }
            let own = try OnnxImport.graph(
                of: OnnxFile(url), examples: inputs, output: subject.output.name
            ).run(inputs)[0].floats()
            #expect(largestDifference(found, own) <= 1e-3, "\(precision)")
        }
    }

    @Test(
        "gives a picture network's logits, as our own reader of the file does",
        arguments: ["resnet20", "mobilenetv2"])
    func pictures(name: String) throws {
        let model = try ExportSamples.pictures(name)
        let batch = try Tensor.randomNormal([3, 3, 32, 32])
        let logits = try withoutGradients { try model(batch) }
        try compare(ExportSamples.subject(of: model), inputs: [batch], answer: logits)
    }

    @Test(
        "gives a text network's answers, as our own reader of the file does",
        arguments: TextPaddingTests.names.prefix(3))
    func texts(name: String) throws {
        let network = try TextFixture.load(name).network
        let subject = try ExportSubject(texts: network, classNames: [])
        let batch = try TokenBatch.tensor(ids: [[2, 5, 9, 14, 3, 21], [2, 3], [2, 11, 3]])
        let inputs = try subject.inputs.map { port in
            try batch.tokens(#require(TokenBatch.Row(inputNamed: port.name))).contiguous()
        }
        let answer = try withoutGradients { try network(batch) }
        try compare(subject, inputs: inputs, answer: answer)
    }
}
