import Foundation
import Testing

@testable import Distillery

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("A search over a recipe's keys")
struct SearchTests {
    private static let command = [
        "search", "recipe.yaml", "--key", "method.temperature=1,2", "--key",
        "training.optimizer.learning-rate=0.01..0.1:log", "--trials", "3", "--output", "found",
    ]

    @Test("goes through its rungs, writes the best recipe, and resumes after a kill")
    func rungs() throws {
        try withTemporaryFolder { folder in
            try TinyRun.write(TinyRun.recipe, in: folder)
            let place = folder.appending(path: "found")
            let process = try Tool.Launched(Self.command, in: folder)
            process.wait { TinyRun.lines(of: place.appending(path: "rung-1/trial-2")) >= 4 }
            process.send(SIGKILL)
            _ = try process.finish()
            let outcome = try Tool.run("search", "--resume", "found", in: folder)
            try #require(outcome.status == 0, "\(outcome)")
            #expect(!outcome.errors.contains("Run 2 of"), "\(outcome.errors)")
            #expect(outcome.output.contains("1 epoch") && outcome.output.contains("3 epochs"))
            #expect(outcome.output.contains("chosen by the validation examples"))

            let report = try SearchReport(json: place.appending(path: "search.json"))
            #expect(report.rungs.map(\.epochs) == [1, 3])
            #expect(report.rungs.map(\.trials.count) == [3, 1])
            let first = report.rungs[0].trials
            #expect(first.map { $0.top1 ?? 0 } == first.map { $0.top1 ?? 0 }.sorted(by: >))
            #expect(report.rungs[1].trials[0].trial == first[0].trial)
            #expect(first.first { $0.trial == 1 }?.setting.text.contains("=0.05") == true)
            #expect(report.confirmation.seed == 2 && report.confirmation.best.top1 != nil)
            try expectBest(report, in: folder)

            let again = try Tool.run(Self.command + ["--json"], in: folder)
            #expect(again.status == 0 && !again.errors.contains("Run "), "\(again)")
            #expect(try again.json["confirmation"] != nil)
            let page = try String(contentsOf: place.appending(path: "search.html"), encoding: .utf8)
            #expect(page.contains("The rungs") && page.contains("</html>"))
            let chinese = try Tool.run("report", "found", "--language", "zh", in: folder)
            #expect(chinese.status == 0, "\(chinese)")
        }
    }

    /// The best recipe is the given one with the winning values, and runs as its first line says.
    private func expectBest(_ report: SearchReport, in folder: URL) throws {
        let text = try String(
            contentsOf: folder.appending(path: "found/best.yaml"), encoding: .utf8)
        #expect(text.hasPrefix("# distill train --recipe found/best.yaml\n#\n"))
        let best: Recipe = try RecipeTree(yaml: text, file: "best.yaml").decode()
        var given: Recipe = try RecipeTree(yaml: TinyRun.recipe, file: "recipe.yaml").decode()
        for value in report.best.setting.values {
            let number = try #require(Double(value.value))
            if value.key == "method.temperature" {
                given.method = AnyMethod(
                    KnowledgeDistillation(temperature: Temperature(floatLiteral: number)))
            } else {
                given.training.optimizer.learningRate = number
            }
        }
        #expect(best == given)
        let check = try Tool.run("check", "found/best.yaml", in: folder)
        #expect(check.status == 0, "\(check)")
    }

    @Test(
        "is refused before anything starts where the request is wrong",
        arguments: [
            (["--key", "method.temprature=1,2"], "did you mean 'temperature'"),
            (["--key", "teacher.model.kind=cnn,mlp"], "all trials share"),
            (["--key", "method.alpha=0.9..0.1"], "the second larger"),
            (["--key", "method.alpha=0.5,2"], "between 0 and 1"),
            (["--key", "method.alpha"], "key=a,b,c"), ([], "--key"),
            (["--key", "method.alpha=0.1..0.9", "--budget", "5"], "at least 9"),
            (["--key", "method.alpha=0.1,0.9", "--budget", "50", "--trials", "3"], "trials"),
        ])
    func wrong(_ arguments: [String], _ says: String) throws {
        try withTemporaryFolder { folder in
            try TinyRun.write(TinyRun.recipe, in: folder)
            let outcome = try Tool.run(["search", "recipe.yaml"] + arguments, in: folder)
            #expect(outcome.status == 2 && outcome.errors.contains(says), "\(outcome)")
            #expect(!FileManager.default.fileExists(atPath: folder.path + "/runs"))
        }
    }
}
