import Testing

@testable import Distillery

@Suite("A search")
struct SearchSpaceTests {
    /// Brackets of Hyperband's Table 1 for R = 81 and eta = 3 (Li et al., 2018): successive halving.
    @Test(
        "has the rungs of the literature",
        arguments: [
            (81, 1, [81, 27, 9, 3, 1], [1, 3, 9, 27, 81]), (27, 3, [27, 9, 3, 1], [3, 9, 27, 81]),
            (9, 9, [9, 3, 1], [9, 27, 81]), (6, 27, [6, 2], [27, 81]), (5, 81, [5], [81]),
        ])
    func rungs(_ trials: Int, _ minimum: Int, _ numbers: [Int], _ epochs: [Int]) {
        let schedule = HalvingSchedule(
            trials: trials, epochs: 81, eta: 3, minimumEpochs: minimum)
        #expect(schedule.rungs.map(\.trials) == numbers)
        #expect(schedule.rungs.map(\.epochs) == epochs)
    }

    @Test("stays within its budget with as many trials as fit")
    func budget() throws {
        let schedule = try #require(HalvingSchedule(budget: 405, epochs: 81, eta: 3))
        #expect(schedule.rungs.map(\.trials) == [81, 27, 9, 3, 1] && schedule.epochs == 405)
        for budget in [81, 100, 250, 404] {
            let smaller = try #require(HalvingSchedule(budget: budget, epochs: 81, eta: 3))
            #expect(smaller.epochs <= budget)
        }
        #expect(HalvingSchedule(budget: 80, epochs: 81, eta: 3) == nil)
    }

    @Test("tries all of a small grid, and different settings of a large one")
    func settings() throws {
        let temperature = SearchKey("method.temperature", .values(["1", "2", "4"]))
        let alpha = SearchKey("method.alpha", .values(["0.5", "0.9"]))
        let grid = SearchSpace([temperature, alpha])
        #expect(grid.size == 6)
        let all = grid.settings(6, seed: 1)
        #expect(
            all.map { $0.values.map(\.value) } == [
                ["1", "0.5"], ["1", "0.9"], ["2", "0.5"], ["2", "0.9"], ["4", "0.5"], ["4", "0.9"],
            ])
        let some = grid.settings(4, seed: 1)
        #expect(some.count == 4 && some.allSatisfy(all.contains))
        #expect(some.enumerated().allSatisfy { !some[..<$0.offset].contains($0.element) })
        #expect(grid.settings(4, seed: 1) == some && grid.settings(4, seed: 2) != some)
        #expect(all[1].text == "method.temperature=1, method.alpha=0.9")
    }

    @Test("spreads linear ranges over numbers and logarithmic ones over magnitudes")
    func ranges() throws {
        func range(_ from: String, _ to: String, _ scale: SearchRange.Scale) throws -> SearchRange {
            try SearchRange(from: from, to: to, scale: scale, path: "search.keys[0]")
        }
        let linear = try range("0.1", "0.9", .linear)
        #expect([0, 0.5, 0.999].map(linear.value) == ["0.1", "0.5", "0.8992"])
        let magnitudes = try range("0.001", "0.1", .log)
        #expect([0, 0.5].map(magnitudes.value) == ["0.001", "0.01"])
        let whole = try range("1", "4", .linear)
        #expect(
            [0, 0.24, 0.26, 0.5, 0.76, 0.999].map(whole.value) == ["1", "1", "2", "3", "4", "4"])
        #expect(throws: RecipeError.self) { try range("2", "1", .linear) }
        #expect(throws: RecipeError.self) { try range("0", "1", .log) }
        #expect(throws: RecipeError.self) { try range("a", "1", .linear) }
    }

    @Test("ranks by accuracy, by cross-entropy where that is the same, and failures last")
    func ranking() {
        func result(_ trial: Int, _ top1: Double?, _ entropy: Double?) -> TrialResult {
            TrialResult(
                trial: trial, setting: .init(values: []), folder: "", top1: top1,
                crossEntropy: entropy)
        }
        let ranked = [
            result(1, 0.8, 0.5), result(2, nil, nil), result(3, 0.9, 0.7), result(4, 0.8, 0.4),
            result(5, 0.9, nil),
        ].sorted(by: TrialResult.isBefore)
        #expect(ranked.map(\.trial) == [3, 5, 4, 1, 2])
    }

    @Test("is read from a recipe, and written out again, as it was")
    func plan() throws {
        let yaml = """
            data: synthetic
            student: cnn
            teacher: cnn
            search:
              keys:
                - {key: method.temperature, values: [1, 2.5, 4]}
                - {key: training.optimizer.learning-rate, from: 0.001, to: 0.1, scale: log}
                - {key: training.batch-size, from: 16, to: 64}
              budget: 90
            """
        let recipe: Recipe = try RecipeTree(yaml: yaml, file: "recipe").decode()
        let keys = try #require(recipe.search).keys
        #expect(keys[0].choice == .values(["1", "2.5", "4"]))
        #expect(
            keys[1].choice
                == .range(try .init(from: "0.001", to: "0.1", scale: .log, path: "")))
        guard case .range(let sizes) = keys[2].choice else {
            Issue.record("\(keys[2]) is no range")
            return
        }
        #expect(sizes.isWhole)
        let again: Recipe = try RecipeTree(yaml: recipe.yaml(), file: "recipe").decode()
        #expect(again == recipe)
    }

    @Test("shrinks the schedule with the epochs of a rung")
    func scaled() {
        let plan = TrainingPlan(
            epochs: 240,
            schedule: SchedulePlan(
                kind: .multiStep, warmUpEpochs: 6, milestones: [150, 180, 210]))
        let short = plan.scaled(toEpochs: 80)
        #expect(short.epochs == 80 && short.schedule.warmUpEpochs == 2)
        #expect(short.schedule.milestones == [50, 60, 70])
    }
}
