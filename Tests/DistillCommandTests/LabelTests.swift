import Foundation
import Testing
import Torch

@testable import Distillery

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("distill label")
struct LabelTests {
    /// Enough pictures for two shards a view.
    private static let data = [
        "--dataset", "synthetic", "--set", "data.synthetic.count=4500",
        "--set", "data.synthetic.size=8", "--set", "data.synthetic.classes=4", "--threads", "1",
    ]

    /// A folder with a network's weights in `teacher/`.
    private func withTeacher(_ body: (URL) throws -> Void) throws {
        try withTemporaryFolder { folder in
            let data = try TrainingData(
                DataPlan(
                    dataset: "synthetic", synthetic: .init(count: 8, classes: 4, size: 8)),
                device: .cpu)
            let network = try data.makeModel(ModelPlan("mlp", hidden: [8]))
            try data.write(network, to: ModelFolder(folder.appending(path: "teacher")))
            try body(folder)
        }
    }

    private func arguments(_ store: String) -> [String] {
        ["label", "--teacher-weights", "teacher", "--output", store] + Self.data
    }

    private func shards(of store: URL) -> [String: Data] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: store.path)) ?? []
        return Dictionary(
            names.filter { $0.hasSuffix(".bin") }.map {
                ($0, (try? Data(contentsOf: store.appending(path: $0))) ?? Data())
            }
        ) { first, _ in first }
    }

    @Test("gives, killed and begun again, the bytes of a store that never was")
    func killed() throws {
        try withTeacher { folder in
            let whole = try Tool.run(arguments("whole") + ["--json"], in: folder)
            #expect(whole.status == 0, "\(whole)")
            let summary = try whole.json
            #expect(summary["labelled"] as? Int == 4500 + 1125)
            #expect(summary["teacher"] as? String == "mlp")

            let broken = folder.appending(path: "broken")
            for count in [1, 2] {
                let process = try Tool.Launched(arguments("broken"), in: folder)
                process.wait { shards(of: broken).count >= count }
                #expect(process.isRunning, "the kill must hit a process that labels")
                process.send(SIGKILL)
                _ = try process.finish()
            }
            let early = try Tool.run(
                ["train", "--labels", "broken", "--student", "mlp"] + Self.data, in: folder)
            #expect(
                early.status == 2 && early.errors.contains("of 5625 labels are there"), "\(early)")
            #expect(early.errors.contains("distill label --output broken"))

            let rest = try Tool.run(arguments("broken"), in: folder)
            #expect(rest.status == 0, "\(rest)")
            #expect(rest.output.contains("distill train --labels broken"))
            #expect(shards(of: broken) == shards(of: folder.appending(path: "whole")))
            try LabelStore(broken).requireWhole()
            let leftovers = try FileManager.default.contentsOfDirectory(atPath: broken.path)
            #expect(!leftovers.contains { $0.hasSuffix(".partial") || $0.contains("journal") })
        }
    }

    @Test("keeps what it has when it is asked to stop, and says how to go on")
    func interrupted() throws {
        try withTeacher { folder in
            let process = try Tool.Launched(arguments("labels"), in: folder)
            process.wait { !shards(of: folder.appending(path: "labels")).isEmpty }
            process.send(SIGINT)
            let outcome = try process.finish()
            #expect(outcome.status == 130, "\(outcome)")
            #expect(outcome.errors.contains("go on with: distill label --output labels"))
        }
    }

    @Test("refuses wrong requests with one line that names them")
    func mistakes() throws {
        try withTeacher { folder in
            for (more, word) in [
                (["--top-k", "4"], "top is 4"), (["--precision", "fp8"], "fp8"),
                (["--views", "0"], "views is 0"), (["--taps", "layer9"], "layer9"),
                (["--taps-of", "kdd"], "did you mean 'kd'"),
                (["--taps", "a", "--taps-of", "kd"], "not both"),
                (["--teacher-weights", "nowhere"], "nowhere"), (["--output", "teacher"], "other"),
            ] {
                let outcome = try Tool.run(arguments("labels") + more, in: folder)
                #expect(outcome.status == 2, "\(more) \(outcome)")
                #expect(outcome.errors.contains(word), "\(more) \(outcome)")
                #expect(
                    !FileManager.default.fileExists(
                        atPath: folder.appending(path: "labels").path))
            }
        }
    }
}
