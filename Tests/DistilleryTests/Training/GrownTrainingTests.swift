import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("Texts grown for a training")
struct GrownTrainingTests {
    @Test("copies are added to the training texts alone, and none is a text that is measured on")
    func copies() throws {
        var plan = DataPlan(dataset: "synthetic-addresses", addresses: .init(count: 60))
        let plain = try TrainingData(plan, device: .cpu)
        plan.augment = TextAugmentation(copies: 2, steps: [Synonyms(probability: 1), Numerals()])
        let grown = try TrainingData(plan, device: .cpu)
        #expect(try grown.validation.contentHash() == plain.validation.contentHash())
        #expect(grown.train.count > plain.train.count + 20)
        let texts = try #require(grown.train as? TextDataset)
        let measured = try #require(grown.validation as? TextDataset)
        let seen = Set(measured.examples.map { [$0.text, $0.pair ?? ""] })
        #expect(!texts.examples.contains { seen.contains([$0.text, $0.pair ?? ""]) })
        let again = try TrainingData(plan, device: .cpu)
        #expect(try again.train.contentHash() == grown.train.contentHash())
        #expect(grown.remarks.contains { $0.contains("copies were added") })
    }

    @Test("a list of steps in a recipe is an augmentation, and pictures refuse it")
    func recipe() throws {
        let yaml = "{dataset: text, augment: [synonyms, {kind: typos, count: 2}]}"
        let plan: DataPlan = try RecipeTree(yaml: yaml, file: "recipe.yaml").decode()
        #expect(plan.augment == TextAugmentation(steps: [Synonyms(), Typos(count: 2)]))
        let pictures = DataPlan(dataset: "synthetic", augment: plan.augment)
        #expect(throws: RecipeError.self) { try TrainingData(pictures, device: .cpu) }
    }
}
