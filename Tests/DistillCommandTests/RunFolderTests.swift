import Foundation
import Testing

@testable import Distillery

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("A run's folder")
struct RunFolderTests {
    /// The smallest run there is.
    static let quick = """
        name: quick
        data: {dataset: synthetic, synthetic: {count: 32, classes: 3, size: 8}, augmentation: []}
        student: {model: {kind: mlp, hidden: [8]}}
        teacher: {model: {kind: mlp, hidden: [16]}, training: {epochs: 1}}
        training: {epochs: 1, batch-size: 16}
        threads: 1
        """

    @Test("holds what is promised, and its results are one JSON object with every figure")
    func contents() throws {
        try withTemporaryFolder { folder in
            try TinyRun.write(Self.quick, in: folder)
            let outcome = try Tool.run("train", "--recipe", "recipe.yaml", "--json", in: folder)
            try #require(outcome.status == 0, "\(outcome)")
            let run = folder.appending(path: "runs/quick")
            for path in [
                "recipe.yaml", "manifest.json", "metrics.jsonl", "report.html", "report.json",
                "teacher/model.safetensors", "student/model.safetensors", "student/config.json",
                "control/config.json", "checkpoints/student-1/last.safetensors",
            ] {
                let file = run.appending(path: path)
                #expect(FileManager.default.fileExists(atPath: file.path), "\(path)")
            }
            #expect(try TinyRun.eventFilesAreReadable(in: run))
            try expectFigures(try outcome.json, of: ["teacher", "student", "control"])

            for place in ["runs/quick --role teacher", "runs/quick/teacher"] {
                let taps = try Tool.shell("distill list taps \(place)", in: folder)
                #expect(taps.status == 0 && taps.output.contains("N × 16"), "\(taps)")
            }
            let fixed = try Tool.run("list", "taps", "runs/quick", "--classes", "3", in: folder)
            #expect(fixed.status == 2 && fixed.errors.contains("leave out"), "\(fixed)")

            try again(run, in: folder)
            let measured = try Tool.run("evaluate", "runs/quick", "--json", in: folder)
            try #require(measured.status == 0, "\(measured)")
            try expectFigures(try measured.json, of: ["teacher", "student", "control"])
            let alone = try Tool.run(
                "evaluate", "--weights", "runs/quick/student", "--dataset", "synthetic", "--set",
                "data.synthetic={count: 32, classes: 3}", "--json", in: folder)
            try #require(alone.status == 0, "\(alone)")
            try expectFigures(try alone.json, of: ["model"])
            let large = try Tool.run("evaluate", "runs/quick", "--image-size", "16", in: folder)
            #expect(large.status == 2 && large.errors.contains("8×8"), "\(large)")
        }
    }

    /// What a finished run says to whoever comes again.
    private func again(_ run: URL, in folder: URL) throws {
        let manifest = try Data(contentsOf: run.appending(path: "manifest.json"))
        let resumed = try Tool.run("train", "--resume", "runs/quick", in: folder)
        #expect(resumed.status == 0 && resumed.output.contains("report.html"))
        #expect(!resumed.errors.contains("epoch"), "\(resumed.errors)")
        #expect(try Data(contentsOf: run.appending(path: "manifest.json")) == manifest)
        let report = try Tool.run("report", "runs/quick", "--language", "zh", in: folder)
        #expect(report.status == 0)
        let taken = try Tool.run(
            "train", "--recipe", "recipe.yaml", "--output", "runs/quick", in: folder)
        #expect(taken.status == 2 && taken.errors.contains("--output"), "\(taken)")
    }

    private func expectFigures(_ json: [String: Any], of roles: [String]) throws {
        let shares = ["top1", "macroF1", "calibrationError"]
        let amounts = [
            "crossEntropy", "parameters", "fileBytes", "latencyMedianMilliseconds",
            "latencyP95Milliseconds", "examplesPerSecond", "peakMemoryBytes", "multiplyAdds",
        ]
        for role in roles {
            let figures = try #require(json[role] as? [String: Any], "\(role)")
            for name in shares {
                let share = try #require(figures[name] as? Double, "\(role).\(name)")
                #expect((0...1).contains(share))
            }
            // Of three classes it would say nothing.
            #expect(figures["top5"] is NSNull)
            for name in amounts {
                #expect(try #require(figures[name] as? Double, "\(role).\(name)") > 0)
            }
            #expect(figures.keys.contains("agreement"))
            let isCompared = role == "student" || role == "control"
            #expect((figures["agreement"] is Double) == isCompared)
        }
    }

    @Test("is refused when it holds other files, is a file, or cannot be made")
    func foreign() throws {
        try withTemporaryFolder { folder in
            try Data(Self.quick.utf8).write(to: folder.appending(path: "mine.yaml"))
            let train = ["train", "--recipe", "mine.yaml", "--quiet", "--output"]
            let other = try Tool.run(train + ["."], in: folder)
            #expect(other.status == 2 && other.errors.contains("holds other files"), "\(other)")
            try Data("mine".utf8).write(to: folder.appending(path: "file"))
            let file = try Tool.run(train + ["file"], in: folder)
            #expect(file.status == 2 && file.errors.contains("is a file"), "\(file)")
            #expect(!file.errors.contains("Error Domain"))
            let below = try Tool.run(train + ["file/below"], in: folder)
            #expect(below.status == 2 && below.errors.contains("file/below"), "\(below)")
            #expect(!below.errors.contains("Error Domain"), "\(below)")
            #expect(
                try String(contentsOf: folder.appending(path: "file"), encoding: .utf8) == "mine")
        }
    }

    @Test("is kept on ctrl-C, which says how to go on; the same command offers that too")
    func interrupted() throws {
        try withTemporaryFolder { folder in
            let long = TinyRun.recipe.replacingOccurrences(of: "epochs: 3", with: "epochs: 2000")
            try TinyRun.write(long, in: folder)
            let command = ["train", "--recipe", "recipe.yaml"]
            let process = try Tool.Launched(command, in: folder)
            let run = folder.appending(path: "runs/tiny")
            process.wait { TinyRun.lines(of: run) > 16 }

            let busy = try Tool.run(command, in: folder)
            #expect(busy.status == 2 && busy.errors.contains("in use by another"), "\(busy)")
            let second = try Tool.run("train", "--resume", "runs/tiny", in: folder)
            #expect(second.status == 2 && second.errors.contains("in use by another"))

            process.send(SIGINT)
            let outcome = try process.finish()
            #expect(outcome.status == 130, "\(outcome)")
            #expect(outcome.errors.contains("distill train --resume"))
            let kept = try #require(
                try Checkpoint.progress(
                    at: RunFolder(run).lastCheckpoint(of: TrainingJob(role: .student, seed: 1))))
            #expect(kept.step > 0)
            let again = try Tool.run(command, in: folder)
            #expect(again.status == 2 && again.errors.contains("--resume"), "\(again)")

            let resumed = try Tool.Launched(["train", "--resume", "runs/tiny"], in: folder)
            let lines = TinyRun.lines(of: run)
            resumed.wait { TinyRun.lines(of: run) > lines + 8 }
            resumed.send(SIGTERM)
            #expect(try resumed.finish().status == 130)
        }
    }

    @Test("is not made by --dry-run, whose YAML is the same recipe")
    func dryRun() throws {
        try withTemporaryFolder { folder in
            try TinyRun.write(TinyRun.elaborate, in: folder)
            let flags = ["--dry-run", "--learning-rate", "0.003", "--temperature", "2.5"]
            let first = try Tool.run(["train", "--recipe", "recipe.yaml"] + flags, in: folder)
            try #require(first.status == 0, "\(first)")
            let recipe: Recipe = try RecipeTree(yaml: first.output, file: "output").decode()
            #expect(recipe.training.optimizer.learningRate == 0.003)
            #expect(recipe.method == AnyMethod(KnowledgeDistillation(temperature: 2.5)))
            try TinyRun.write(first.output, in: folder)
            let second = try Tool.run(
                "train", "--recipe", "recipe.yaml", "--dry-run", in: folder)
            #expect(second.output == first.output)
            #expect(
                try !FileManager.default.contentsOfDirectory(atPath: folder.path).contains("runs"))
        }
    }

    @Test("is silent with --quiet, and plain lines where nobody watches")
    func quiet() throws {
        try withTemporaryFolder { folder in
            try TinyRun.write(Self.quick, in: folder)
            let train = ["train", "--recipe", "recipe.yaml", "--no-control"]
            let quiet = try Tool.run(train + ["--quiet", "--output", "a"], in: folder)
            #expect(quiet.status == 0 && quiet.errors.isEmpty, "\(quiet)")
            let plain = try Tool.run(train + ["--output", "b"], in: folder)
            #expect(plain.errors.contains("epoch 1/1") && !plain.errors.contains("\r"))
            #expect(!plain.errors.contains("\u{1B}"))
            #expect(!FileManager.default.fileExists(atPath: folder.path + "/b/control"))
        }
    }
}
