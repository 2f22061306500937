import Foundation
import Testing

@testable import Distillery

@Suite("Teachers in a recipe")
struct TeachersPlanTests {
    private func recipe(
        _ teachers: String, student: String = "cnn", more: String = ""
    ) throws -> Recipe {
        try RecipeTree(
            yaml: "data: cifar10\nstudent: \(student)\nteachers: \(teachers)\n\(more)",
            file: "test"
        ).decode()
    }

    @Test("as a list teach one another, in short forms and in full")
    func chain() throws {
        let recipe = try recipe(
            "[resnet56, {model: resnet20, method: {kind: kd, alpha: 1}, "
                + "training: {epochs: 3, optimizer: adamw}}, {weights: runs/a}]")
        #expect(recipe.chain.map(\.model?.kind) == ["resnet56", "resnet20", nil])
        #expect(recipe.chain[1].method == AnyMethod(KnowledgeDistillation(alpha: 1)))
        #expect(recipe.chain[1].training?.optimizer.kind == .adamw)
        #expect(recipe.together == nil && recipe.hasTeacher)
        #expect(recipe.chainJobs.map(\.description) == ["teacher-1", "assistant-1", "assistant-2"])
        #expect(recipe.chainJobs.map(\.seed) == [1, 2001, 3001])
        #expect(try again(recipe) == recipe)
    }

    @Test("together share an example as 'weighting' says, or by their weights")
    func together() throws {
        let alike = try recipe("{together: [resnet56, vgg13]}")
        #expect(alike.together?.weighting == .mean && alike.together?.average == .probabilities)
        #expect(alike.memberJobs.map(\.description) == ["teacher-1", "teacher-2"])
        #expect(Set(alike.memberJobs.map(\.seed)).isDisjoint(with: alike.allSeeds))
        let weighed = try recipe(
            "{together: [{model: resnet56, weight: 3}, vgg13], average: logits}")
        #expect(weighed.together?.weighting == .fixed)
        #expect(
            weighed.together?.makeAverage(for: KnowledgeDistillation())
                == AnswerAverage(.fixed, weights: [3, 1], form: .logits, temperature: 4))
        let own = try recipe("{together: [resnet56, {model: vgg13, method: dist, weight: 0.5}]}")
        #expect(own.together?.weighting == .mean)
        for recipe in [alike, weighed, own] { #expect(try again(recipe) == recipe) }
    }

    @Test("shrink to the student through its own kind")
    func shrinking() throws {
        let recipe = try recipe(
            "{shrinking: [0.75, 0.5], of: resnet56}",
            student: "{model: {kind: resnet20, width: 0.25}}")
        #expect(recipe.chain.map(\.model?.kind) == ["resnet56", "resnet20", "resnet20"])
        #expect(recipe.chain.map(\.model?.width) == [nil, 0.75, 0.5])
        #expect(try again(recipe) == recipe)
    }

    @Test("are born again as often as the method says, from the teacher or from labels")
    func generations() throws {
        let method = "method: {kind: born-again, generations: 4}"
        let taught = try recipe("[resnet56]", more: method)
        #expect(taught.chain.map(\.model?.kind) == ["resnet56", "cnn", "cnn", "cnn"])
        let alone: Recipe = try RecipeTree(
            yaml: "data: cifar10\nstudent: cnn\n\(method)", file: "test"
        ).decode()
        #expect(alone.chain.map(\.model?.kind) == ["cnn", "cnn", "cnn"])
        #expect(
            alone.chainJobs.map(\.description) == ["teacher-1001", "assistant-1", "assistant-2"])
        #expect(Set(alone.chainJobs.map(\.seed)).count == 3)
        let listed: Recipe = try RecipeTree(
            yaml:
                "data: cifar10\nstudent: cnn\nmethods: [{kind: born-again, generations: 2}, dist]",
            file: "test"
        ).decode()
        #expect(listed.chain.count == 1)
    }

    @Test(
        "that contradict one another are refused with the key and the way out",
        arguments: [
            (
                "[]",
                "'teachers' is an empty list, it must be a list of networks, each teaching the next"
            ),
            (
                "[resnet56, {model: resnet20, weight: 2}]",
                "'teachers[1].weight' is given in a chain, it must be left out: shares are for "
                    + "teachers 'together'"
            ),
            (
                "[{model: resnet56, method: kd}]",
                "'teachers[0].method' is given for a network that no other one teaches, it must be "
                    + "left out, or in an entry after the first that has no weights"
            ),
            (
                "[{labels: store}, resnet20]",
                "'teachers[0].labels' is given, it must be left out: stored answers are for a single "
                    + "'teacher'"
            ),
            (
                "{together: [resnet56, {model: vgg13, cache: true}]}",
                "'teachers.together[1].cache' is given, it must be left out: stored answers are for a "
                    + "single 'teacher'"
            ),
            (
                "{together: [resnet56]}",
                "'teachers.together' is 1 teacher, it must be at least two; one alone is 'teacher'"
            ),
            (
                "{together: [{model: resnet56, weight: 2}, vgg13], weighting: entropy}",
                "'teachers.weighting' is entropy beside weights, it must be fixed where teachers "
                    + "without a method of their own have a 'weight'"
            ),
            (
                "{together: [resnet56, vgg13], weighting: entrpy}",
                "'teachers.weighting': there is no 'entrpy' (did you mean 'entropy'?); known are "
                    + "mean, fixed, confidence, entropy, label"
            ),
            (
                "{shrinking: [0.5, 0.75]}",
                "'teachers.shrinking' is [0.5, 0.75], it must be a list of widths above 0, each "
                    + "smaller than the one before"
            ),
            (
                "{shrinking: [0.75, 0.5]}",
                "'teachers.shrinking' is [0.75, 0.5], it must be widths above the student's, which "
                    + "is 1.0: set student.model.width"
            ),
            (
                "{togther: [resnet56, vgg13]}",
                "'teachers' has an unknown key 'togther' (did you mean 'together'?); it takes "
                    + "together, weighting, average, temperature"
            ),
        ])
    func contradictions(teachers: String, message: String) {
        let error = #expect(throws: RecipeError.self) { try recipe(teachers) }
        #expect(error?.description == message)
    }

    @Test("of other classes are other teachers to a store, though their weights are the same")
    func identity() throws {
        let file = RepositoryFile.root.appending(path: "Package.swift")
        let plans = [nil, ClassMapping.list([.index(1), .index(0)]), .byName(["a": .name("b")])]
        let hashes = try plans.map {
            try TeacherPlan(weights: "w", classes: $0).hash(ofWeightsAt: file)
        }
        #expect(hashes[0] == (try ContentHash.ofFile(file)))
        #expect(Set(hashes).count == 3)
    }

    @Test("stand in place of 'teacher', and only there have a method or a weight")
    func places() {
        let both = #expect(throws: RecipeError.self) {
            try recipe("[resnet56]", more: "teacher: resnet20")
        }
        #expect(
            both?.description
                == "'teachers' is beside 'teacher' (resnet20), it must be the only one of the two")
        let single = #expect(throws: RecipeError.self) {
            try RecipeTree(
                yaml: "{data: cifar10, student: cnn, teacher: {model: resnet20, method: kd}}",
                file: "test"
            ).decode() as Recipe
        }
        #expect(
            single?.description
                == "'teacher.method' is given, it must be left out: it is for entries of 'teachers'"
        )
    }

    private func again(_ recipe: Recipe) throws -> Recipe {
        try RecipeTree(yaml: recipe.yaml(), file: "test").decode()
    }
}
