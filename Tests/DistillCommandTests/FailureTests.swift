import Foundation
import Testing

@testable import Distillery

@Suite("A run that fails")
struct FailureTests {
    @Test("on a full disk keeps its last checkpoint whole, and goes on once there is room")
    func fullDisk() throws {
        try withTemporaryFolder { folder in
            // A checkpoint of this has 150 kB, so that a limit of 100 blocks of 1 kB cuts it off.
            let recipe = """
                name: full
                data: {dataset: synthetic, synthetic: {count: 48, classes: 3, size: 16}}
                teacher: {model: {kind: mlp, hidden: [4]}, training: {epochs: 1}}
                student: {model: {kind: mlp, hidden: [24]}}
                training: {epochs: 1, batch-size: 16, checkpoint-seconds: 0}
                control: false
                threads: 1
                """
            try TinyRun.write(recipe, in: folder)
            let command = "distill train --recipe recipe.yaml --quiet --output"
            let failed = try Tool.shell("ulimit -f 100; \(command) run", in: folder)
            #expect(failed.status == 1, "\(failed)")
            #expect(failed.errors.contains("student-1"), "\(failed.errors)")
            #expect(failed.errors.contains("cannot be written"), "\(failed.errors)")

            let run = RunFolder(folder.appending(path: "run"))
            let teacher = run.lastCheckpoint(of: TrainingJob(role: .teacher, seed: 1))
            #expect(try Checkpoint.progress(at: teacher)?.isFinished == true)
            let student = run.checkpoints(of: TrainingJob(role: .student, seed: 1))
            let left = try? FileManager.default.contentsOfDirectory(atPath: student.path)
            #expect((left ?? []).isEmpty)

            let resumed = try Tool.run("train", "--resume", "run", "--quiet", in: folder)
            #expect(resumed.status == 0, "\(resumed)")
            #expect(try Tool.shell("\(command) whole", in: folder).status == 0)
            #expect(
                try TinyRun.weights(of: run.url)
                    == TinyRun.weights(of: folder.appending(path: "whole")))
        }
    }

    @Test("by a loss that is not finite names the step, the terms and the last good checkpoint")
    func notFinite() throws {
        try withTemporaryFolder { folder in
            let wild = TinyRun.recipe.replacingOccurrences(
                of: "training: {epochs: 3,",
                with: "training: {epochs: 3, schedule: {kind: step, milestones: [2], gamma: 1}, "
                    + "optimizer: {kind: sgd, learning-rate: 1e30, momentum: 0},")
            try TinyRun.write(wild, in: folder)
            let outcome = try Tool.run(
                "train", "--recipe", "recipe.yaml", "--output", "run", "--quiet", in: folder)
            #expect(outcome.status == 1, "\(outcome)")
            #expect(outcome.errors.contains("student-1") && outcome.errors.contains("at step "))
            #expect(outcome.errors.contains("soft") && outcome.errors.contains("hard"))
            #expect(outcome.errors.contains("learning-rate"))
            let checkpoint = RunFolder(folder.appending(path: "run"))
                .lastCheckpoint(of: TrainingJob(role: .student, seed: 1))
            if FileManager.default.fileExists(atPath: checkpoint.path) {
                #expect(outcome.errors.contains("checkpoints/student-1/last.safetensors"))
                #expect(try TinyRun.isFinite(checkpoint))
            }
        }
    }

    @Test("by weights that a step ruined does not keep them as a checkpoint")
    func ruined() throws {
        try withTemporaryFolder { folder in
            let wild = TinyRun.recipe.replacingOccurrences(
                of: "training: {epochs: 3,",
                with: "training: {epochs: 3, optimizer: {kind: sgd, learning-rate: 1e50},")
            try TinyRun.write(wild, in: folder)
            let outcome = try Tool.run(
                "train", "--recipe", "recipe.yaml", "--output", "run", "--quiet", in: folder)
            #expect(outcome.status == 1, "\(outcome)")
            #expect(outcome.errors.contains("weights of student-1 are not finite after step 1"))
            let checkpoint = RunFolder(folder.appending(path: "run"))
                .lastCheckpoint(of: TrainingJob(role: .student, seed: 1))
            #expect(!FileManager.default.fileExists(atPath: checkpoint.path))
        }
    }

    @Test("when its data are others than it was begun with says so, rather than go on")
    func changedData() throws {
        try withTemporaryFolder { folder in
            try TinyRun.write(TinyRun.recipe, in: folder)
            let process = try Tool.Launched(
                ["train", "--recipe", "recipe.yaml", "--output", "run"], in: folder)
            let run = RunFolder(folder.appending(path: "run"))
            process.wait { TinyRun.lines(of: run.url) > 2 }
            process.send(9)
            _ = try process.finish()
            let recipe = try String(contentsOf: run.recipe, encoding: .utf8)
            try Data(recipe.replacingOccurrences(of: "count: 64", with: "count: 80").utf8)
                .write(to: run.recipe)
            let outcome = try Tool.run("train", "--resume", "run", in: folder)
            #expect(outcome.status == 2 && outcome.errors.contains("begun with"), "\(outcome)")
        }
    }

    @Test("by a checkpoint that is torn or another model's is an error that names the file")
    func tornCheckpoint() throws {
        try withTemporaryFolder { folder in
            try TinyRun.write(TinyRun.recipe, in: folder)
            let process = try Tool.Launched(
                ["train", "--recipe", "recipe.yaml", "--output", "run"], in: folder)
            let run = RunFolder(folder.appending(path: "run"))
            let checkpoint = run.lastCheckpoint(of: TrainingJob(role: .student, seed: 1))
            process.wait { FileManager.default.fileExists(atPath: checkpoint.path) }
            process.send(9)
            _ = try process.finish()
            let whole = try Data(contentsOf: checkpoint)
            let teacher = run.lastCheckpoint(of: TrainingJob(role: .teacher, seed: 1))
            let foreign: [Data] = [
                Data(), whole.prefix(100), whole.dropLast(7), Data("nonsense".utf8) + whole,
                try Data(contentsOf: teacher),
                try Data(contentsOf: run.model(of: .teacher).weights),
            ]
            for data in foreign {
                try Data(data).write(to: checkpoint)
                let outcome = try Tool.run("train", "--resume", "run", in: folder)
                #expect([1, 2].contains(outcome.status), "\(outcome)")
                #expect(outcome.errors.contains("student-1/last.safetensors"), "\(outcome.errors)")
            }
        }
    }
}
