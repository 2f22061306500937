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
        try compare(TinyRun.recipe, killedAfterLines: [3, 9, 14, 26])
    }

    @Test("is the same with micro-batches, mixup, dropout, AdamW, several seeds and two workers")
    func elaborate() throws {
        try compare(TinyRun.elaborate, killedAfterLines: [2, 6])
    }
}

@Suite("Proof of resuming", .enabled(if: ProcessInfo.processInfo.isProving))
struct ResumeProofTests {
    @Test("holds wherever the run is killed")
    func everywhere() throws {
        for line in 1...34 { try compare(TinyRun.recipe, killedAfterLines: [line]) }
        for line in 1...20 { try compare(TinyRun.elaborate, killedAfterLines: [line]) }
        try compare(TinyRun.recipe, killedAfterLines: Array(1...34))
    }

    @Test("holds when a run is killed at random moments, checkpoints being written")
    func anywhere() throws {
        for seed in 1...20 {
            let moments = (1...3).map { Double((seed * 37 + $0 * 61) % 97) / 97 }
            try compare(TinyRun.recipe, killedAfterLines: [], andAfterSeconds: moments)
        }
    }
}

extension ProcessInfo {
    /// Whether the slow tests are asked for.
    var isProving: Bool { environment["DISTILLERY_PROOF"] != nil }
}

/// Runs a recipe through, and again with `kill -9` whenever its log has so many lines.
private func compare(
    _ recipe: String, killedAfterLines marks: [Int], andAfterSeconds moments: [Double] = []
) throws {
    try withTemporaryFolder { folder in
        try TinyRun.write(recipe, in: folder)
        let arguments = ["train", "--recipe", "recipe.yaml", "--quiet", "--output"]
        let whole = folder.appending(path: "whole")
        let broken = folder.appending(path: "broken")
        let outcome = try Tool.run(arguments + ["whole"], in: folder)
        try #require(outcome.status == 0, "\(outcome)")

        var kills = 0
        func resumeOrBegin() throws -> Tool.Launched {
            let exists = RunFolder(broken).exists
            return try Tool.Launched(
                exists ? ["train", "--quiet", "--resume", "broken"] : arguments + ["broken"],
                in: folder)
        }
        for mark in marks {
            let process = try resumeOrBegin()
            process.wait { TinyRun.lines(of: broken) >= mark }
            kills += process.isRunning ? 1 : 0
            process.send(SIGKILL)
            _ = try process.finish()
        }
        for moment in moments {
            let process = try resumeOrBegin()
            process.wait { RunFolder(broken).exists }
            usleep(UInt32(moment * 1e6))
            process.send(SIGKILL)
            _ = try process.finish()
        }
        #expect(kills == marks.count, "every kill must hit a run that is under way")
        let resumed = try resumeOrBegin().finish()
        try #require(resumed.status == 0, "\(resumed)")

        #expect(try TinyRun.weights(of: broken) == TinyRun.weights(of: whole))
        #expect(try TinyRun.metrics(of: broken) == TinyRun.metrics(of: whole))
        #expect(try TinyRun.eventFilesAreReadable(in: broken))
    }
}
