import Foundation
import Testing

@testable import Distillery

@Suite("The report of rounds of choosing")
struct SelectionReportTests {
    private struct Reference: Decodable {
        struct Curves: Decodable {
            var chance: [[Double]]
            var chosen: [[Double]]
            var means: [Double]
            var deviations: [Double]
            var gain: Double
            var interval: [Double]
        }
        var curves: Curves

        static func read() throws -> Curves {
            let file = URL(filePath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().appending(path: "Fixtures/selection/selection.json")
            return try JSONDecoder().decode(Reference.self, from: Data(contentsOf: file)).curves
        }
    }

    /// Two rounds by entropy and by chance, and by a strategy whose second round failed for `failure`.
    private func report(seeds: Int = 3, failure: String? = nil) throws -> SelectionReport {
        let reference = try Reference.read()
        let margin = try SelectionStrategy(named: "margin")
        let plan = SelectionPlan(
            strategies: [try SelectionStrategy(named: "entropy")]
                + (failure == nil ? [] : [margin]),
            start: 100, count: 50, rounds: 2)
        var results: [SelectionResult] = []
        func add(_ strategy: SelectionStrategy?, _ seed: Int, _ round: Int, _ score: Double?) throws
        {
            var result = SelectionResult(
                SelectionStep(strategy: strategy, seed: UInt64(seed), round: round),
                .failed(failure ?? ""), in: RunFolder(.init(filePath: "/q/a/seed-1")),
                of: QueueFolder(.init(filePath: "/q"), kind: .select))
            (result.run.score, result.run.macroF1) = (score, score)
            if score != nil { result.run.failure = nil }
            results.append(result)
        }
        for seed in 0..<seeds {
            try add(nil, seed, 0, reference.chance[seed][0])
            for round in 1...2 {
                try add(.random, seed, round, reference.chance[seed][round])
                try add(plan.strategies[0], seed, round, reference.chosen[seed][round])
                if failure != nil { try add(margin, seed, round, round == 1 ? 0.6 : nil) }
            }
        }
        var recipe = Recipe(
            data: DataPlan(dataset: "synthetic"), teacher: TeacherPlan(model: ModelPlan("resnet8")),
            student: StudentPlan(model: ModelPlan("cnn")), seed: 0, seeds: seeds)
        recipe.select = plan
        var report = try SelectionReport(
            recipe: recipe, plan: plan, results: results, teacher: nil,
            facts: [.init("Seeds", "0"), .init("Distillery", "0.1.0")])
        report.teacher = .init(name: "resnet8", score: 0.8, macroF1: 0.79)
        return report
    }

    @Test("has SciPy's means, deviations, gain and interval")
    func figures() throws {
        let reference = try Reference.read()
        let curve = try #require(try report().strategies.first)
        #expect(curve.points.map(\.asked) == [100, 150, 200])
        for (point, number) in zip(curve.points, 0...) {
            #expect(abs((point.score?.mean ?? .nan) - reference.means[number]) < 1e-12)
            let deviation = point.score?.standardDeviation ?? .nan
            #expect(abs(deviation - reference.deviations[number]) < 1e-12)
        }
        #expect(abs((curve.gain?.mean ?? .nan) - reference.gain) < 1e-12)
        #expect(abs((curve.gain?.interval?.lower ?? .nan) - reference.interval[0]) < 1e-9)
        #expect(abs((curve.gain?.interval?.upper ?? .nan) - reference.interval[1]) < 1e-9)
        #expect(curve.standing == .better)
    }

    @Test("says that one seed tells nothing of luck, and which strategy failed")
    func doubts() throws {
        let one = try report(seeds: 1)
        #expect(
            one.summary.contains("on a single seed")
                && one.strategies[0].standing == .betterOnOneSeed)
        let failed = try report(failure: "\"<script>\"")
        #expect(failed.strategies.map(\.strategy) == ["entropy", "margin"])
        #expect(failed.strategies[1].standing == .failed && failed.failures.count == 3)
        #expect(failed.summary.contains("3 runs failed."))
        #expect(throws: QueueError.self) {
            try failed.requireNoFailure(in: QueueFolder(.init(filePath: "/q"), kind: .select))
        }
        #expect(!SelectionPage(failed).document.contains("<script"))
    }

    @Test("is a page that closes every element, asks for nothing, and speaks both languages")
    func page() throws {
        for (language, words) in [
            (ReportLanguage.english, "What the answers taught"), (.chinese, "回答教会了多少"),
        ] {
            for seeds in [1, 3] {
                var report = try report(seeds: seeds)
                report.language = language
                let document = SelectionPage(report).document
                #expect(try openElements(of: document).isEmpty)
                #expect(document.contains(words) && document.contains("entropy"))
                #expect(document.contains("polyline") && !document.contains("nan"))
                for address in ["http:", "https:", "//", "url("] {
                    #expect(!document.contains(address), "\(address) stands in the page")
                }
            }
        }
    }

    @Test("is written beside a JSON that gives the same report back")
    func files() throws {
        let folder = try ScratchFolder()
        let report = try report()
        try report.write(into: folder.url)
        #expect(try QueueFolder(folder.url, kind: .select).readSelection() == report)
        #expect(report.facts.map(\.key) == ["Distillery"])
        #expect(report.table.description.contains("better than random"))
    }
}
