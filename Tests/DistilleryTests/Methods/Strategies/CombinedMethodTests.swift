import Testing
import Torch

@testable import Distillery

@Suite("A list of methods")
struct CombinedMethodTests {
    private static let base = "data: synthetic\nteacher: resnet8\nstudent: cnn\n"

    private func step() throws -> DistillationStep {
        DistillationStep(
            student: try Tensor([1.0, 0, -1, 0.5, 0.25, 2], shape: [2, 3]),
            teacher: try Tensor([2.0, 0, -2, 1, 0, 3], shape: [2, 3]),
            targets: Targets(labels: try Tensor([Int64(0), 2])))
    }

    private func setting() -> MethodSetting {
        let network = TappedNetwork(
            name: "none", role: .student, stages: [], pooled: "", head: "", shapes: [:])
        return MethodSetting(student: network, teacher: network, classes: 3, epochs: 4)
    }

    @Test("is read from 'methods:', by name or with options, and written again as it was")
    func decoding() throws {
        let yaml = Self.base + "methods: [kd, {kind: dist, weight: 0.5}]\n"
        let recipe: Recipe = try RecipeTree(yaml: yaml, file: "test").decode()
        let combined = try #require(recipe.method.method as? CombinedMethod)
        #expect(
            combined
                == CombinedMethod([
                    KnowledgeDistillation(), CorrelationDistillation().with { $0.weight = 0.5 },
                ]))
        let again: Recipe = try RecipeTree(yaml: recipe.yaml(), file: "again").decode()
        #expect(again == recipe)
        #expect(recipe.title == "synthetic-cnn-kd+dist")
    }

    @Test("adds the terms up, and counts the labels once, with the first weight")
    func terms() throws {
        let methods: [any Distillery.Method] = [
            KnowledgeDistillation(alpha: 0.9), CorrelationDistillation(),
        ]
        let objective = try CombinedMethod(methods).makeObjective(for: setting())
        let terms = try objective.terms(step())
        #expect(terms.map(\.name) == ["kd-soft", "hard", "dist-inter-class", "dist-intra-class"])
        #expect(abs(terms[1].weight - 0.1) < 1e-12)
        var sum = 0.0
        for method in methods {
            let own = try method.makeObjective(for: setting()).terms(step())
            sum += try own.filter { $0.name != "hard" }.weightedSum().item()
        }
        sum += 0.1 * (try terms[1].value.item())
        #expect(try abs(terms.weightedSum().item() - sum) < 1e-6)
    }

    @Test("takes the labels' weight from an entry of their own")
    func labels() throws {
        let combined = CombinedMethod([KnowledgeDistillation(), LabelLearning()])
        let terms = try combined.makeObjective(for: setting()).terms(step())
        #expect(terms.map(\.name) == ["kd-soft", "hard"])
        #expect(terms[1].weight == 1)
    }

    @Test("refuses the same entry twice, and 'method' beside 'methods'")
    func mistakes() throws {
        let twice = CombinedMethod([KnowledgeDistillation(), KnowledgeDistillation()])
        let error = #expect(throws: MethodError.self) { try twice.makeObjective(for: setting()) }
        #expect(error?.description.contains("exclude one another") == true)
        let yaml = Self.base + "method: kd\nmethods: [kd, dist]\n"
        #expect(throws: RecipeError.self) {
            try RecipeTree(yaml: yaml, file: "test").decode() as Recipe
        }
    }
}
