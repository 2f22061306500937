import Foundation
import Testing

@testable import Distillery

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("Choosing examples")
struct SelectTests {
    private static let command = [
        "select", "--recipe", "recipe.yaml", "--strategies", "entropy,disagreement", "--start",
        "16",
        "--count", "8", "--rounds", "1", "--committee", "2",
    ]

    @Test(
        "in rounds ends, after kills and a ctrl-C, with the weights and lists of one never stopped")
    func killed() throws {
        try withTemporaryFolder { folder in
            try TinyRun.write(TinyRun.recipe, in: folder)
            let whole = try Tool.run(Self.command + ["--output", "whole"], in: folder)
            try #require(whole.status == 0, "\(whole)")
            #expect(whole.errors.contains("Run 5 of 5: disagreement, seed 1, round 1"))
            #expect(whole.output.contains("mean gain") && whole.output.contains("random"))
            let broken = folder.appending(path: "broken")
            let places = ["teacher", "start/seed-1", "entropy/seed-1/round-1"]
            for (number, place) in places.enumerated() {
                let process = try Tool.Launched(Self.command + ["--output", "broken"], in: folder)
                process.wait { TinyRun.lines(of: broken.appending(path: place)) >= 3 }
                #expect(process.isRunning, "every stop must hit a queue that is under way")
                process.send(number == 2 ? SIGINT : SIGKILL)
                let outcome = try process.finish()
                guard number == 2 else { continue }
                #expect(outcome.status == 130, "\(outcome)")
                #expect(outcome.errors.contains("distill select --resume"), "\(outcome)")
            }
            let resumed = try Tool.run("select", "--resume", "broken", in: folder)
            try #require(resumed.status == 0, "\(resumed)")
            #expect(!resumed.errors.contains("Run 2 of"), "\(resumed.errors)")
            let place = folder.appending(path: "whole")
            #expect(try TinyRun.weights(of: broken) == TinyRun.weights(of: place))
            #expect(try lists(of: broken) == lists(of: place))
            #expect(try lists(of: place).count == 4)
            try again(place, in: folder)
        }
    }

    /// The bytes of every list of chosen examples.
    private func lists(of place: URL) throws -> [String: Data] {
        var lists: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: place.path)
        where path.hasSuffix(".txt") && !path.hasSuffix("/chosen.txt") {
            lists[path] = try Data(contentsOf: place.appending(path: path))
        }
        return lists
    }

    /// Moved and with more to do, in Chinese, and with another recipe.
    private func again(_ place: URL, in folder: URL) throws {
        let moved = folder.appending(path: "moved")
        try FileManager.default.moveItem(at: place, to: moved)
        let resumed = try Tool.run("select", "--resume", "moved", "--json", in: folder)
        #expect(resumed.status == 0 && !resumed.errors.contains("Run "), "\(resumed)")
        #expect(try (resumed.json["strategies"] as? [Any])?.count == 2)
        let more = try Tool.run(
            Self.command + ["--rounds", "2", "--output", "moved"], in: folder)
        #expect(more.status == 0 && more.errors.contains("entropy, seed 1, round 2"), "\(more)")
        #expect(!more.errors.contains("entropy, seed 1, round 1\n"), "\(more.errors)")
        let other = try Tool.run(Self.command + ["--epochs", "2", "--output", "moved"], in: folder)
        #expect(other.status == 2 && other.errors.contains("another recipe"), "\(other)")
        let chinese = try Tool.run("report", "moved", "--language", "zh", in: folder)
        #expect(chinese.status == 0, "\(chinese)")
        let page = try String(contentsOf: moved.appending(path: "selection.html"), encoding: .utf8)
        #expect(page.contains("逐轮成绩"))
        try once("moved/disagreement/seed-1/round-1", in: folder)
    }

    /// A finished run chooses from what it did not learn from, and a run learns from that.
    private func once(_ run: String, in folder: URL) throws {
        let chosen = try Tool.run(
            "select", run, "--strategy", "vote-entropy", "--with-teacher", "--count", "9",
            "--output",
            "ask.jsonl", in: folder)
        try #require(chosen.status == 0, "\(chosen)")
        #expect(chosen.output.contains("9 of 40 in synthetic"), "\(chosen)")
        #expect(chosen.output.contains("student, seed 2; teacher"), "\(chosen)")
        let train = try Tool.run(
            "train", "--recipe", "recipe.yaml", "--set", "data.chosen=ask.txt", "--output", "run",
            in: folder)
        #expect(train.status == 0, "\(train)")
        let alone = try Tool.run(
            "select", "run", "--strategy", "disagreement", "--count", "9", "--output", "x.txt",
            in: folder)
        #expect(alone.status == 2 && alone.errors.contains("--with-teacher"), "\(alone)")
    }

    @Test(
        "is refused before anything starts where the request is wrong",
        arguments: [
            ([], "name a finished run"), (["--recipe", "recipe.yaml"], "--strategies"),
            (
                ["--recipe", "recipe.yaml", "--strategies", "entropi", "--count", "4"],
                "did you mean"
            ),
            (
                ["--recipe", "recipe.yaml", "--strategies", "entropy", "--count", "40"],
                "240 examples are to be chosen, and 'synthetic' has 64"
            ),
            (["--recipe", "recipe.yaml", "--strategy", "entropy"], "finished run"),
            (["runs/none", "--strategy", "entropy"], "--count N"),
            (["runs/none", "--rounds", "3"], "chooses once"),
            (
                ["runs/none", "--strategy", "entropy", "--count", "3", "--output", "a.txt"],
                "not the folder of a run"
            ),
            (
                [
                    "runs/none", "--strategy", "entropy", "--count", "3", "--output", "a.txt",
                    "--epochs", "3",
                ],
                "not trained again"
            ),
        ])
    func wrong(_ arguments: [String], _ says: String) throws {
        try withTemporaryFolder { folder in
            try TinyRun.write(TinyRun.recipe, in: folder)
            let outcome = try Tool.run(["select"] + arguments, in: folder)
            #expect(outcome.status == 2 && outcome.errors.contains(says), "\(outcome)")
            #expect(!FileManager.default.fileExists(atPath: folder.path + "/runs"))
            #expect(!FileManager.default.fileExists(atPath: folder.path + "/a.txt"))
        }
    }
}
