import Foundation
import Testing
import Yams

@testable import Distillery

@Suite("Text augmentation in a recipe")
struct TextAugmentationTests {
    private func decode(_ yaml: String) throws -> TextAugmentation {
        do {
            return try YAMLDecoder().decode(TextAugmentation.self, from: yaml)
        } catch let DecodingError.dataCorrupted(context) {
            throw context.underlyingError ?? DecodingError.dataCorrupted(context)
        }
    }

    @Test("reads kinds with and without values")
    func reads() throws {
        let augmentation = try decode(
            """
            copies: 3
            sides: pair
            steps:
              - synonyms
              - {kind: abbreviations, direction: expand, count: 2}
              - {kind: divisions, changes: [drop, shorten]}
              - {kind: numerals, forms: [full-width]}
              - {kind: random-swap, share: 0.2, keeps-label: true}
            """)
        #expect(
            augmentation
                == TextAugmentation(
                    copies: 3, sides: .pair,
                    steps: [
                        Synonyms(), Abbreviations(count: 2, direction: .expand),
                        DivisionLevels(changes: [.drop, .shorten]), Numerals(forms: [.fullWidth]),
                        RandomSwap(share: 0.2, keepsLabel: true),
                    ]))
    }

    @Test("is the same after writing and reading, with every kind")
    func roundTrip() throws {
        let augmentation = TextAugmentation(
            copies: 2,
            steps: [
                Synonyms(probability: 0.1, count: 3, file: "a.txt", keepsLabel: false),
                Abbreviations(direction: .shorten), DivisionLevels(changes: [.add], file: "b"),
                Numerals(count: 4), Typos(file: "c"), RandomInsertion(share: 0.3),
                RandomDeletion(), RandomSwap(), MaskedReplacement(proposals: 3),
            ])
        #expect(
            Set(augmentation.steps.map { type(of: $0).kind })
                == Set(TextAugmentation.kinds.map { $0.kind }))
        let data = try JSONEncoder().encode(augmentation)
        #expect(try JSONDecoder().decode(TextAugmentation.self, from: data) == augmentation)
        let yaml = try YAMLEncoder().encode(augmentation)
        #expect(try decode(yaml) == augmentation)
    }

    @Test("names what is wrong: kinds, keys and values")
    func mistakes() {
        #expect(
            throws: RecipeError.unknownName(
                path: "steps[0]", name: "synonym", nearest: "synonyms",
                known: TextAugmentation.kinds.map { $0.kind })
        ) { try decode("steps: [synonym]") }
        for wrong in [
            "steps: [{kind: typos, counts: 1}]", "steps: [{kind: typos, count: 0}]",
            "steps: [{probability: 1}]", "steps: [{kind: numerals, forms: [roman]}]",
            "{copies: 0, steps: [typos]}", "steps: [{kind: divisions, changes: []}]",
        ] {
            #expect(throws: RecipeError.self, "\(wrong)") { try decode(wrong) }
        }
    }
}
