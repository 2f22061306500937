import Foundation
import Testing

@testable import Distillery

@Suite("distill export")
struct ExportTests {
    private static let texts = """
        name: pairs
        data:
          dataset: synthetic-addresses
          addresses: {count: 48}
          address: {divisions: built-in, overlap: true}
          tokens: {max-length: 48}
        student:
          model: {kind: transformer, layers: 1, heads: 2, hidden-size: 32, positions: 48, address: true}
        method: labels
        training: {epochs: 1, batch-size: 16}
        threads: 1
        """

    @Test("writes a picture network in every form, run and compared before it is kept")
    func pictures() throws {
        try withTemporaryFolder { folder in
            try TinyRun.write(RunFolderTests.quick, in: folder)
            try #require(Tool.run("train", "--recipe", "recipe.yaml", in: folder).status == 0)
            let outcome = try Tool.run(
                "export", "runs/quick", "--format", "onnx,onnx-fp16", "--normalised",
                "--probabilities", "--examples", "5", in: folder)
            try #require(outcome.status == 0, "\(outcome)")
            let place = folder.appending(path: "runs/quick/exports")
            let report = try JSONDecoder().decode(
                ExportReport.self, from: Data(contentsOf: place.appending(path: "exports.json")))
            let own = report.checks.filter { $0.runner == "Distillery" }
            #expect(own.map(\.format) == [.onnx, .onnxFloat16])
            #expect(report.checks.allSatisfy { $0.examples == 5 && $0.agreement == 1 })
            #expect(own[0].relativeDifference <= 1e-4)
            // What goes in is 0…1, and what comes out are shares.
            let file = try OnnxFile(place.appending(path: "student.onnx"))
            #expect(file.inputs.map(\.name) == ["input"])
            #expect(file.inputs[0].sizes == [nil, 3, 8, 8])
            #expect(file.graph.output.map(\.name) == ["probabilities"])
            let names = try FileManager.default.contentsOfDirectory(atPath: place.path)
            #expect(names.sorted() == ["exports.json", "student-fp16.onnx", "student.onnx"])
        }
    }

    @Test("writes a network of texts with what stands beside its tokens, in 8 bits too")
    func texts() throws {
        try withTemporaryFolder { folder in
            try TinyRun.write(Self.texts, in: folder)
            try #require(Tool.run("train", "--recipe", "recipe.yaml", in: folder).status == 0)
            let outcome = try Tool.run(
                "export", "runs/pairs", "--format", "onnx,onnx-int8", "--output", "app", "--json",
                in: folder)
            try #require(outcome.status == 0, "\(outcome)")
            let report = try JSONDecoder().decode(
                ExportReport.self, from: Data(outcome.output.utf8))
            let own = report.checks.filter { $0.runner == "Distillery" }
            try #require(own.map(\.format) == [.onnx, .onnxInt8])
            #expect(own[0].relativeDifference <= 1e-4 && own[0].examples == 12)
            #expect(Double(own[1].bytes) < 0.45 * Double(own[0].bytes))
            let file = try OnnxFile(folder.appending(path: "app/student.onnx"))
            #expect(
                file.inputs.map(\.name)
                    == ["input_ids", "attention_mask", "token_type_ids", "address_codes"])
        }
    }

    @Test("says what is wrong with what it is asked for")
    func mistakes() throws {
        try withTemporaryFolder { folder in
            let format = try Tool.run("export", "runs/x", "--format", "onix", in: folder)
            #expect(format.status == 2 && format.errors.contains("onnx-int8"), "\(format)")
            let run = try Tool.run("export", "runs/x", in: folder)
            #expect(run.status == 2 && run.errors.contains("runs/x"), "\(run)")
        }
    }

    @Test("lets nothing pass that is outside its bound")
    func bounds() {
        var check = ExportCheck(
            format: .onnx, file: "a.onnx", bytes: 1, examples: 10, maximalDifference: 2e-4,
            meanDifference: 1e-5, largestOutput: 1, agreement: 1, score: 0.9, networkScore: 0.9,
            latencyMilliseconds: 1, runner: "Distillery")
        #expect(check.problem(ExportFormat.onnx.bound)?.contains("2.0e-04") == true)
        check.largestOutput = 3
        #expect(check.problem(ExportFormat.onnx.bound) == nil)
        check.maximalDifference = .nan
        #expect(check.problem(ExportFormat.onnx.bound) != nil)
        check.score = 0.88
        #expect(check.problem(ExportFormat.onnxInt8.bound)?.contains("2.00 %") == true)
        check.score = 0.895
        #expect(check.problem(ExportFormat.onnxInt8.bound) == nil)
    }
}
