import Foundation
import Testing

@testable import Distillery

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("A comparison")
struct CompareTests {
    private static let recipe = TinyRun.recipe.replacingOccurrences(
        of: "name: tiny", with: "name: tiny\nmethod: {kind: kd, temperature: 2}")
    private static let command = [
        "compare", "recipe.yaml", "--methods", "kd", "--method", "kd, alpha=0.5, label=half",
        "--seeds", "2",
    ]

    @Test("has no control where labels teach nothing, and calls the score a rank correlation")
    func vectors() throws {
        try withTemporaryFolder { folder in
            let network = "{kind: transformer, layers: 1, heads: 2, hidden-size: 16, positions: 32}"
            let common = """
                data:
                  dataset: synthetic-addresses
                  addresses: {count: 24}
                  tokens: {max-length: 32}
                  task: TASK
                training: {epochs: 1, batch-size: 16}
                threads: 1

                """
            let words = common.replacingOccurrences(of: "TASK", with: "mlm")
            try TinyRun.write("name: words\nteacher: {model: \(network)}\n" + words, in: folder)
            let taught = try Tool.run(
                "teach", "--recipe", "recipe.yaml", "--output", "words", in: folder)
            try #require(taught.status == 0, "\(taught)")
            let vectors = common.replacingOccurrences(of: "TASK", with: "embedding")
            try TinyRun.write(
                "name: v\nteacher: {weights: ./words}\nstudent: {model: \(network)}\n" + vectors,
                in: folder)
            let outcome = try Tool.run(
                "compare", "recipe.yaml", "--methods", "vector-mse,vector-cosine", "--output", "v",
                in: folder)
            try #require(outcome.status == 0, "\(outcome)")
            #expect(outcome.output.contains("rank correlation"), "\(outcome)")
            #expect(!outcome.output.contains("alone  ") && !outcome.output.contains("top-1"))
            let page = try String(
                contentsOf: folder.appending(path: "v/comparison.html"), encoding: .utf8)
            #expect(!page.contains("Top-1") && !page.contains("accuracy"))
        }
    }

    @Test("trains control and methods once a seed, and gives their figures as a table and as JSON")
    func contents() throws {
        try withTemporaryFolder { folder in
            try TinyRun.write(Self.recipe, in: folder)
            let outcome = try Tool.run(Self.command, in: folder)
            try #require(outcome.status == 0, "\(outcome)")
            #expect(outcome.errors.contains("Run 5 of 7: control, seed 2"), "\(outcome.errors)")
            #expect(outcome.output.contains("alone") && outcome.output.contains("95 % interval"))
            let place = folder.appending(path: "runs/tiny-compare")
            let report = try ComparisonReport(json: place.appending(path: "comparison.json"))
            #expect(Set(report.methods.map(\.label)) == ["kd", "half"])
            for method in report.methods {
                // The definition: the mean of the differences of each seed.
                let pairs = zip(method.runs, report.control.runs).map {
                    ($0.top1 ?? .nan) - ($1.top1 ?? .nan)
                }
                #expect(method.gain?.differences == pairs)
                #expect(abs((method.gain?.mean ?? .nan) - (pairs[0] + pairs[1]) / 2) < 1e-12)
                #expect(method.runs.allSatisfy { $0.top1ByEpoch.count == 3 })
                #expect(method.agreement?.count == 2 && method.seconds?.count == 2)
            }
            #expect(report.control.agreement?.count == 2)
            #expect(
                report.methods.first { $0.label == "kd" }?.options.contains("temperature: 2")
                    == true)

            try compareWithARun(of: place, in: folder)
            try again(place, in: folder)
        }
    }

    /// A run of the same recipe with its own control is the same training, to the bit.
    private func compareWithARun(of place: URL, in folder: URL) throws {
        let train = try Tool.run(
            "train", "--recipe", "recipe.yaml", "--seeds", "2", "--output", "run", in: folder)
        try #require(train.status == 0, "\(train)")
        for (label, role) in [("control", "control"), ("kd", "student")] {
            for seed in 1...2 {
                let own = place.appending(
                    path: "\(label)/seed-\(seed)/checkpoints/student-\(seed)/final.safetensors")
                let other = folder.appending(
                    path: "run/checkpoints/\(role)-\(seed)/final.safetensors")
                #expect(try Data(contentsOf: own) == Data(contentsOf: other), "\(label) \(seed)")
            }
        }
    }

    /// The same command, one with a method and a seed more, another recipe, and a drawing in Chinese.
    private func again(_ place: URL, in folder: URL) throws {
        let same = try Tool.run(Self.command + ["--json"], in: folder)
        #expect(same.status == 0 && !same.errors.contains("Run "), "\(same)")
        #expect(try (same.json["methods"] as? [Any])?.count == 2)
        let more = try Tool.run(
            [
                "compare", "recipe.yaml", "--methods", "kd,dist", "--method",
                "kd, alpha=0.5, label=half", "--seeds", "3",
            ], in: folder)
        #expect(more.status == 0, "\(more)")
        #expect(more.errors.contains("dist, seed 1") && more.errors.contains("kd, seed 3"))
        #expect(!more.errors.contains("kd, seed 1") && !more.errors.contains("half, seed 2"))
        let other = try Tool.run(
            Self.command + ["--epochs", "2", "--output", place.path], in: folder)
        #expect(other.status == 2 && other.errors.contains("another recipe"), "\(other)")
        let moved = folder.appending(path: "moved")
        try FileManager.default.moveItem(at: place, to: moved)
        let resumed = try Tool.run("compare", "--resume", "moved", in: folder)
        #expect(resumed.status == 0 && !resumed.errors.contains("Run "), "\(resumed)")
        let chinese = try Tool.run("report", "moved", "--language", "zh", in: folder)
        #expect(chinese.status == 0)
        let page = try String(contentsOf: moved.appending(path: "comparison.html"), encoding: .utf8)
        #expect(page.contains("排名"))
    }

    @Test("ends, after kills and a ctrl-C, with the weights and figures of one never stopped")
    func killed() throws {
        try withTemporaryFolder { folder in
            try TinyRun.write(Self.recipe, in: folder)
            let whole = try Tool.run(Self.command + ["--output", "whole", "--quiet"], in: folder)
            try #require(whole.status == 0, "\(whole)")
            let broken = folder.appending(path: "broken")
            let places = ["teacher", "control/seed-1", "kd/seed-1", "half/seed-2"]
            for (number, place) in places.enumerated() {
                let process = try Tool.Launched(Self.command + ["--output", "broken"], in: folder)
                process.wait { TinyRun.lines(of: broken.appending(path: place)) >= 5 }
                #expect(process.isRunning, "every stop must hit a queue that is under way")
                process.send(number == 2 ? SIGINT : SIGKILL)
                let outcome = try process.finish()
                guard number == 2 else { continue }
                #expect(outcome.status == 130, "\(outcome)")
                #expect(outcome.errors.contains("distill compare --resume"), "\(outcome)")
            }
            let resumed = try Tool.run("compare", "--resume", "broken", in: folder)
            try #require(resumed.status == 0, "\(resumed)")
            #expect(!resumed.errors.contains("kd, seed 1"), "\(resumed.errors)")
            let expected = try TinyRun.weights(of: folder.appending(path: "whole"))
            #expect(try TinyRun.weights(of: broken) == expected)
            #expect(try figures(of: broken) == figures(of: folder.appending(path: "whole")))
        }
    }

    /// All figures that no clock decides.
    private func figures(of place: URL) throws -> [[Double?]] {
        let report = try ComparisonReport(json: place.appending(path: "comparison.json"))
        return ([report.control] + report.methods).flatMap(\.runs).map {
            [$0.top1, $0.agreement, $0.crossEntropy] + $0.top1ByEpoch
        }
    }

    @Test("asks the teacher once, into a store that all share, where the same views come again")
    func labels() throws {
        try withTemporaryFolder { folder in
            let plain = Self.recipe.replacingOccurrences(
                of: "size: 16}}", with: "size: 16}, augmentation: []}")
            try TinyRun.write(plain, in: folder)
            let outcome = try Tool.run(
                "compare", "recipe.yaml", "--methods", "kd,dist", "--seeds", "2", "--output", "all",
                in: folder)
            try #require(outcome.status == 0, "\(outcome)")
            #expect(outcome.errors.split(separator: "Labelling").count == 2, "\(outcome.errors)")
            #expect(!outcome.errors.contains("Asking the teacher"))
            let place = folder.appending(path: "all")
            for label in ["control", "kd", "dist"] {
                let run = RunFolder(place.appending(path: "\(label)/seed-2"))
                #expect(try run.readRecipe().teacher?.labels?.hasSuffix("teacher-labels") == true)
            }
            let report = try ComparisonReport(json: place.appending(path: "comparison.json"))
            #expect(report.control.agreement?.count == 2 && report.teacher?.name == "cnn")
        }
    }

    @Test("goes on where a method fails, and says so with exit code 1")
    func failing() throws {
        try withTemporaryFolder { folder in
            try TinyRun.write(Self.recipe, in: folder)
            let outcome = try Tool.run(
                "compare", "recipe.yaml", "--method", "kd, temperature=1e-38, label=cold",
                "--methods", "kd", in: folder)
            #expect(outcome.status == 1, "\(outcome)")
            #expect(outcome.output.contains("✗ failed") && outcome.output.contains("1 run failed"))
            #expect(outcome.output.contains("on a single seed"))
            #expect(outcome.errors.contains("not finite"), "\(outcome.errors)")
            #expect(outcome.errors.contains("1 of 3 runs failed"), "\(outcome.errors)")
            let report = try ComparisonReport(
                json: folder.appending(path: "runs/tiny-compare/comparison.json"))
            #expect(report.methods.map(\.label) == ["kd", "cold"])
            #expect(report.methods[1].standing == .failed && report.methods[0].gain != nil)
        }
    }

    @Test(
        "is refused before anything starts where the request is wrong",
        arguments: [
            (["--methods", "kd,dkdd"], "did you mean 'dkd'"), ([], "--methods"),
            (["--method", "kd, alpha"], "key=value"), (["--methods", "labels"], "the control"),
            (["--method", "alpha=1"], "begins with its name"),
            (["--methods", "kd", "--device", "cuda:99"], "cuda:99"),
            (["--methods", "kd", "--set", "teacher.weights=nowhere.pt"], "nowhere.pt"),
            (["--methods", "kd", "--resume", "nowhere"], "own recipe"),
        ])
    func wrong(_ arguments: [String], _ says: String) throws {
        try withTemporaryFolder { folder in
            try TinyRun.write(TinyRun.recipe, in: folder)
            let outcome = try Tool.run(["compare", "recipe.yaml"] + arguments, in: folder)
            #expect(outcome.status == 2 && outcome.errors.contains(says), "\(outcome)")
            #expect(!FileManager.default.fileExists(atPath: folder.path + "/runs"))
        }
    }
}
