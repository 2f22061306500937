import Foundation
import Testing

@testable import Distillery

@Suite("Rounds of choosing, in a recipe")
struct SelectionPlanTests {
    private func recipe(_ select: String) throws -> Recipe {
        let yaml = "data: synthetic\nteacher: cnn\nstudent: cnn\nselect: \(select)"
        return try RecipeTree(yaml: yaml, file: "r.yaml").decode()
    }

    @Test("have what is left out as usual, and are the same when they are written and read")
    func decoded() throws {
        let made = try recipe(
            "{strategies: [margin, vote-entropy+diversity], count: 40, committee: 4}")
        let plan = try #require(made.select)
        #expect((plan.start, plan.count, plan.rounds, plan.shortlist) == (40, 40, 5, 5))
        #expect(plan.contestants.map(\.name) == ["random", "margin", "vote-entropy+diversity"])
        #expect(plan.firstStudents == 4 && plan.students(of: plan.contestants[1]) == 1)
        #expect(plan.asked(afterRound: 3) == 160)
        #expect(try RecipeTree(yaml: made.yaml(), file: "r.yaml").decode() == made)
    }

    @Test(
        "are refused where they make no sense",
        arguments: [
            ("{strategies: [entropyy], count: 4}", "did you mean 'entropy'"),
            ("{strategies: [random], count: 4}", "'random' alone"),
            ("{strategies: [], count: 4}", "empty"),
            ("{strategies: [margin, margin], count: 4}", "'margin' twice"),
            ("{strategies: [margin]}", "lacks the key 'count'"),
            ("{strategies: [margin], count: 0}", "at least 1"),
            ("{strategies: [margin], count: 4, rounds: 0}", "from 1 to 1000"),
            ("{strategies: [margin], count: 4, committee: 1}", "from 2 to 20"),
            ("{strategies: [margin], counts: 4}", "did you mean 'count'"),
        ])
    func wrong(_ select: String, _ says: String) {
        do {
            _ = try recipe(select)
            Issue.record("\(select) is fine")
        } catch { #expect("\(error)".contains(says), "\(error)") }
    }

    @Test("go on with more strategies, rounds and seeds, and with nothing else changed")
    func continued() throws {
        let former = try recipe("{strategies: [margin], count: 4, start: 8}")
        let folder = QueueFolder(.init(filePath: "/"), kind: .select)
        var more = try recipe("{strategies: [entropy, margin], count: 4, start: 8, rounds: 9}")
        more.seeds = 3
        #expect(folder.isContinued(by: more, from: former))
        for other in [
            "{strategies: [margin], count: 5, start: 8}", "{strategies: [margin], count: 4}",
            // The beginning trains a committee then.
            "{strategies: [margin, disagreement], count: 4, start: 8}",
        ] {
            #expect(!folder.isContinued(by: try recipe(other), from: former), "\(other)")
        }
    }
}
