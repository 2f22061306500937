import Foundation
import Testing

@testable import Distillery

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("A killed run")
struct ResumeTests {
    @Test("ends, once resumed, with the weights to the bit and the curves of one never stopped")
    func killed() throws {
        try UnbrokenRun.of(TinyRun.recipe) { try $0.compare(killedAfterLines: [3, 9, 14, 26]) }
    }

    @Test("is the same with micro-batches, mixup, dropout, AdamW, several seeds and two workers")
    func elaborate() throws {
        try UnbrokenRun.of(TinyRun.elaborate) { try $0.compare(killedAfterLines: [2, 6]) }
    }

    @Test("is the same with a method's memories, drawn negatives, connectors and start-up phase")
    func methodParts() throws {
        try UnbrokenRun.of(TinyRun.methodParts) { try $0.compare(killedAfterLines: [2, 7, 13]) }
    }
}

@Suite("Proof of resuming", .enabled(if: ProcessInfo.processInfo.isProving))
struct ResumeProofTests {
    @Test("holds wherever the run is killed")
    func everywhere() throws {
        try UnbrokenRun.of(TinyRun.recipe) { run in
            for line in 1...38 { try run.compare(killedAfterLines: [line]) }
            try run.compare(killedAfterLines: Array(1...38))
        }
    }

    @Test("holds wherever the elaborate run is killed")
    func elaborate() throws {
        try UnbrokenRun.of(TinyRun.elaborate) { run in
            for line in 1...12 { try run.compare(killedAfterLines: [line]) }
        }
    }

    @Test("holds when a run is killed at any moment, a checkpoint being written or not")
    func anywhere() throws {
        try UnbrokenRun.of(TinyRun.recipe) { run in
            for number in 1...20 {
                let moments = (1...3).map { Double((number * 37 + $0 * 61) % 97) / 97 }
                try run.compare(killedAfterLines: [], andAfterSeconds: moments)
            }
        }
    }
}

extension ProcessInfo {
    /// Whether the slow tests are asked for.
    var isProving: Bool { environment["DISTILLERY_PROOF"] != nil }
}

/// A run that was never stopped, to compare broken ones with.
private struct UnbrokenRun {
    private let folder: URL
    private let weights: [String: Data]
    private let metrics: [MetricPoint]
    private let arguments = ["train", "--recipe", "recipe.yaml", "--quiet", "--output"]

    static func of(_ recipe: String, _ body: (UnbrokenRun) throws -> Void) throws {
        try withTemporaryFolder { folder in
            try TinyRun.write(recipe, in: folder)
            try body(UnbrokenRun(in: folder))
        }
    }

    private init(in folder: URL) throws {
        self.folder = folder
        let outcome = try Tool.run(arguments + ["whole"], in: folder)
        try #require(outcome.status == 0, "\(outcome)")
        weights = try TinyRun.weights(of: folder.appending(path: "whole"))
        metrics = try TinyRun.metrics(of: folder.appending(path: "whole"))
    }

    /// Runs the recipe again, with `kill -9` whenever its log has so many lines, then so many
    /// seconds after a start, and resumes it to its end.
    func compare(killedAfterLines marks: [Int], andAfterSeconds moments: [Double] = []) throws {
        let broken = folder.appending(path: "broken")
        try? FileManager.default.removeItem(at: broken)
        var kills = 0
        for mark in marks {
            let process = try beginOrResume(broken)
            process.wait { TinyRun.lines(of: broken) >= mark }
            kills += process.isRunning ? 1 : 0
            process.send(SIGKILL)
            _ = try process.finish()
        }
        for moment in moments {
            let process = try beginOrResume(broken)
            process.wait { RunFolder(broken).exists }
            usleep(UInt32(moment * 1e6))
            process.send(SIGKILL)
            _ = try process.finish()
        }
        #expect(kills == marks.count, "every kill must hit a run that is under way")
        let resumed = try beginOrResume(broken).finish()
        try #require(resumed.status == 0, "\(resumed)")

        #expect(try TinyRun.weights(of: broken) == weights, "\(marks) \(moments)")
        #expect(try TinyRun.metrics(of: broken) == metrics, "\(marks) \(moments)")
        #expect(try TinyRun.eventFilesAreReadable(in: broken))
    }

    private func beginOrResume(_ broken: URL) throws -> Tool.Launched {
        let again = ["train", "--quiet", "--resume", "broken"]
        return try Tool.Launched(
            RunFolder(broken).exists ? again : arguments + ["broken"], in: folder)
    }
}
