import Foundation
import Testing

@testable import Distillery

@Suite("Growing examples of text")
struct TextAugmenterTests {
    private let examples = (0..<200).map { index in
        TextExample(
            id: ExampleID("train.tsv:\(index)"), text: "文一路\(index + 1)号阳光花园\(index % 9 + 1)号楼",
            pair: "西湖区文一路\(index + 1)号", label: index % 3, target: 0.5, softLabels: [1, 0, 0],
            group: "query \(index / 5)")
    }

    /// Proposes the same two words everywhere, the first of them what stands there.
    private struct Proposer: TokenProposer {
        func proposals(
            for words: [String], at places: [Int], count: Int
        ) -> [[String]] {
            places.map { [words[$0], "新"] }
        }
    }

    private let everything: [any TextStep] = [
        Synonyms(), Abbreviations(), DivisionLevels(), Numerals(), Typos(),
        RandomInsertion(probability: 0.2), RandomDeletion(probability: 0.2),
        RandomSwap(probability: 0.2), MaskedReplacement(probability: 0.2),
    ]

    private func grow(
        _ steps: [any TextStep], copies: Int = 1, seed: UInt64 = 0,
        sides: TextAugmentation.Sides = .both, _ examples: [TextExample]? = nil
    ) throws -> TextGrowth {
        try TextAugmenter(
            TextAugmentation(copies: copies, sides: sides, steps: steps), seed: seed,
            resources: TextResources(proposer: Proposer())
        ).grow(examples ?? self.examples)
    }

    @Test("is the same from the same seed, alone or beside other examples")
    func deterministic() throws {
        let all = try grow(everything, copies: 2)
        #expect(try grow(everything, copies: 2).grown == all.grown)
        #expect(try grow(everything, copies: 2, seed: 1).grown != all.grown)
        let alone = try grow(everything, copies: 2, [examples[50]])
        #expect(alone.grown == all.grown.filter { $0.source.id == examples[50].id })
    }

    @Test("a step added at the end leaves the draws of the others as they were")
    func independentSteps() throws {
        let one = try grow([Numerals()]).examples.map { [$0.text, $0.pair] }
        let two = try grow([Numerals(), Synonyms(probability: 0)]).examples
            .map { [$0.text, $0.pair] }
        #expect(one == two)
    }

    @Test("drops what is unchanged or there already, and counts it")
    func counts() throws {
        let growth = try grow(everything, copies: 4)
        #expect(growth.tried == 800)
        #expect(growth.grown.count + growth.unchanged + growth.repeated == 800)
        #expect(growth.unchanged > 0)
        #expect(growth.keptShare == Double(growth.grown.count) / 800)
        let contents = (examples + growth.examples).map { [$0.text, $0.pair] }
        #expect(Set(contents).count == contents.count)
        #expect(Set(growth.examples.map(\.id)).count == growth.grown.count)
        #expect(growth.counts["numerals"] == growth.grown.count { $0.steps.contains("numerals") })
        #expect(growth.samples(7).count == 7)
        let nothing = try grow([Typos(probability: 0)])
        #expect(nothing.grown.isEmpty && nothing.unchanged == 200)
    }

    @Test("keeps the label where every step that changed something does")
    func labels() throws {
        let growth = try grow([Numerals(probability: 0.5), RandomSwap(probability: 0.5)])
        #expect(growth.grown.contains { $0.steps == ["numerals"] })
        for grown in growth.grown {
            let keeps = !grown.steps.contains("random-swap")
            #expect(grown.example.label == (keeps ? grown.source.label : ClassLabel.unknown))
            #expect((grown.example.softLabels != nil) == keeps)
            #expect((grown.example.target != nil) == keeps)
            #expect(grown.example.group == grown.source.group)
        }
        #expect(growth.unlabelledCount == growth.grown.count { $0.steps.contains("random-swap") })
        let kept = try grow([RandomSwap(probability: 1, keepsLabel: true)])
        #expect(kept.unlabelledCount == 0)
    }

    @Test("changes only the side that is asked for")
    func sides() throws {
        let text = try grow([Numerals(probability: 1)], sides: .text).grown
        #expect(!text.isEmpty && text.allSatisfy { $0.example.pair == $0.source.pair })
        let pair = try grow([Numerals(probability: 1)], sides: .pair).grown
        #expect(!pair.isEmpty && pair.allSatisfy { $0.example.text == $0.source.text })
    }

    @Test("meets the probability of a step")
    func probability() throws {
        let single = examples.map { TextExample(id: $0.id, text: $0.text) }
        let growth = try grow([Numerals(probability: 0.3)], copies: 10, single)
        // 2000 draws: 600 in the mean, with a deviation of 20; copies of one example repeat.
        let changed = growth.grown.count + growth.repeated
        #expect((520...680).contains(changed))
    }

    @Test("deletes, swaps and inserts shares of the words, as EDA does")
    func randomSteps() throws {
        let words = (0..<50).map { "word\($0)" }
        let long = [TextExample(id: ExampleID("a"), text: words.joined(separator: " "))]
        func pieces(_ step: any TextStep) throws -> [String] {
            try grow([step], long).examples[0].text.split(separator: " ").map(String.init)
        }
        let deleted = try pieces(RandomDeletion(probability: 1, share: 0.2))
        #expect((30..<50).contains(deleted.count) && Set(deleted).isSubset(of: words))
        let swapped = try pieces(RandomSwap(probability: 1, share: 0.1))
        #expect(swapped.sorted() == words.sorted())
        #expect((2...10).contains(zip(swapped, words).count { $0 != $1 }))
        let inserted = try pieces(RandomInsertion(probability: 1, share: 0.1))
        #expect(inserted.count == 55 && Set(inserted) == Set(words))
        let all = try grow([RandomDeletion(probability: 1, share: 1)], long).examples[0].text
        #expect(words.contains(all))
    }

    @Test("masked words become what the model proposes, but never what they were")
    func masked() throws {
        let growth = try grow([MaskedReplacement(share: 1)], [examples[0]])
        #expect(growth.examples[0].text == "新新新新新新新新新新新新")
        #expect(throws: TextDataError.self) {
            try TextAugmenter(TextAugmentation(steps: [MaskedReplacement()]))
        }
    }

    @Test("slips are look-alike characters, and letters that change places within a word")
    func typos() throws {
        let latin = [TextExample(id: ExampleID("a"), text: "a wonderful film")]
        let text = try grow([Typos(probability: 1)], latin).examples[0].text
        #expect(text != latin[0].text && text.sorted() == latin[0].text.sorted())
        let chinese = try grow([Typos(probability: 1)], sides: .text, [examples[0]]).examples[0]
            .text
        #expect(zip(chinese, examples[0].text).count { $0 != $1 } == 1)
    }

    @Test("any text can be grown, never a crash")
    func randomTexts() throws {
        let pieces = [
            "", " ", "\n", "号", "路", "９", "12", "三", "十百千万", "海淀区", "北京市", "a", "word", "👩‍👩‍👧",
            "é", "e\u{301}", "\u{0}", "(", "北大", "小区",
        ]
        let examples = (0..<300).map { index in
            var random = RandomStream(11, UInt64(index))
            let text = (0..<random.integer(below: 12)).map { _ in random.choice(pieces) }
            return TextExample(id: ExampleID("\(index)"), text: text.joined(), pair: text.last)
        }
        let growth = try grow(everything, copies: 3, examples)
        #expect(growth.tried == 900)
    }
}
