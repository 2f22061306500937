import Testing

@testable import Distillery

@Suite("The standing of a method")
struct StandingTests {
    private func result(
        _ method: [UInt64: Double], against control: [UInt64: Double]
    ) throws -> MethodResult {
        func runs(_ accuracies: [UInt64: Double]) -> [SeedResult] {
            accuracies.sorted { $0.key < $1.key }.map {
                SeedResult(seed: $0.key, folder: "kd/seed-\($0.key)", top1: $0.value)
            }
        }
        return try MethodResult(
            label: "kd", method: KnowledgeDistillation(), runs: runs(method),
            against: runs(control))
    }

    @Test("is better or worse only where the whole interval is on one side")
    func beyondChance() throws {
        // SciPy: ttest_rel([.82, .86, .90], [.81, .853, .888]).confidence_interval()
        // = (0.0034150572, 0.0159182761)
        let control: [UInt64: Double] = [1: 0.81, 2: 0.853, 3: 0.888]
        let better = try result([1: 0.82, 2: 0.86, 3: 0.90], against: control)
        #expect(better.standing == .better)
        let interval = try #require(better.gain?.interval)
        #expect(
            abs(interval.lower - 0.003_415_057) < 1e-8 && abs(interval.upper - 0.015_918_276) < 1e-8
        )
        #expect(try result([1: 0.80, 2: 0.846, 3: 0.876], against: control).standing == .worse)
        #expect(
            try result([1: 0.83, 2: 0.84, 3: 0.89], against: control).standing
                == .betterWithinChance)
        #expect(
            try result([1: 0.80, 2: 0.86, 3: 0.87], against: control).standing
                == .worseWithinChance)
        #expect(try result(control, against: control).standing == .same)
    }

    @Test("claims nothing on one seed, and pairs only seeds that both have")
    func fewSeeds() throws {
        #expect(try result([1: 0.9], against: [1: 0.8]).standing == .betterOnOneSeed)
        let partly = try result([1: 0.7, 3: 0.9], against: [1: 0.8, 2: 0.1])
        #expect(partly.standing == .worseOnOneSeed && partly.gain?.differences.count == 1)
        #expect(partly.top1?.count == 2)
        #expect(try result([:], against: [1: 0.8]).standing == .failed)
    }

    @Test("is below the control for every kind of worse")
    func below() {
        let worse = Standing.allCases.filter(\.isBelowControl)
        #expect(worse == [.worseWithinChance, .worse, .worseOnOneSeed])
    }
}
