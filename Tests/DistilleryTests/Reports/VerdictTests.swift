import Testing

@testable import Distillery

@Suite("The verdict")
struct VerdictTests {
    private func model(_ role: ModelRole, _ accuracies: [(UInt64?, Double)]) throws
        -> RunReport.Model
    {
        let metrics = try ClassificationMetrics(logits: [1, 0], labels: [0], classes: 2)
        return RunReport.Model(
            role: role, name: "cnn",
            evaluations: accuracies.map { seed, accuracy in
                var evaluation = ModelEvaluation(
                    name: "cnn", metrics: metrics, parameters: 1, multiplyAdds: 10, fileBytes: 1,
                    latencyMedianMilliseconds: 1, latencyP95Milliseconds: 1, examplesPerSecond: 1,
                    peakMemoryBytes: 1)
                evaluation.top1 = accuracy
                return .init(seed: seed, evaluation: evaluation)
            })
    }

    private func report(
        student: [(UInt64?, Double)], control: [(UInt64?, Double)] = []
    ) throws -> RunReport {
        RunReport(
            title: "test", method: "kd", dataset: "synthetic", seconds: 1,
            models: [
                try model(.teacher, [(nil, 0.9)]), try model(.student, student),
                try model(.control, control),
            ], recipe: "")
    }

    @Test("compares seed with seed, so that what a seed does to both does not count")
    func paired() throws {
        let verdict = Verdict(
            try report(
                student: [(1, 0.82), (2, 0.86), (3, 0.90)],
                control: [(3, 0.89), (1, 0.81), (2, 0.85)]))
        guard case .helped(let gain) = verdict.distillation else {
            Issue.record("\(verdict.distillation) is not helped")
            return
        }
        #expect(abs(gain.mean - 0.01) < 1e-12)
        #expect(try #require(gain.deviation) < 1e-12)
        #expect(gain.seeds == 3)
        #expect(abs(try #require(verdict.accuracyKept) - 0.86 / 0.9) < 1e-12)
    }

    @Test("adds the deviations of different seeds as independent ones")
    func unpaired() throws {
        // NumPy: sqrt(var([.8, .84], ddof=1) + var([.79, .82, .85], ddof=1)) = 0.041231056
        let student = try model(.student, [(1, 0.80), (2, 0.84)])
        let control = try model(.control, [(4, 0.79), (5, 0.82), (6, 0.85)])
        let gain = try #require(Gain(of: student, over: control, in: { $0.top1 }))
        #expect(abs(gain.mean) < 1e-12)
        #expect(abs(try #require(gain.deviation) - 0.041_231_056) < 1e-9)
        #expect(gain.seeds == 2 && !gain.standsOut)
    }

    @Test("says when distillation hurt")
    func hurt() throws {
        let verdict = Verdict(
            try report(student: [(1, 0.80), (2, 0.81)], control: [(1, 0.84), (2, 0.84)]))
        guard case .hurt = verdict.distillation else {
            Issue.record("\(verdict.distillation) is not hurt")
            return
        }
    }

    @Test("claims nothing within the deviation, for one seed, or without a control")
    func cautious() throws {
        let within = Verdict(
            try report(student: [(1, 0.80), (2, 0.86)], control: [(1, 0.82), (2, 0.82)]))
        guard case .withinDeviation = within.distillation else {
            Issue.record("\(within.distillation) is not within its deviation")
            return
        }
        let single = Verdict(try report(student: [(1, 0.80)], control: [(1, 0.70)]))
        guard case .singleSeed = single.distillation else {
            Issue.record("\(single.distillation) is not a single seed")
            return
        }
        #expect(Verdict(try report(student: [(1, 0.8)])).distillation == .unknown)
    }
}
