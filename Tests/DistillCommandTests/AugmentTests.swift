import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("Growing texts by command")
struct AugmentTests {
    private static let table = """
        text_a,text_b,label,query
        "阳光花园3号楼, 一单元",阳光花园三号楼,same,q1
        中山大街12号,中山大街21号,other,q1
        海淀区学院路5号,学院路5号翠湖小区,part,q2

        """

    private static let flags = [
        "augment", "--data", "pairs.csv", "--text", "text_a", "--text-pair", "text_b", "--label",
        "label", "--group", "query", "--steps", "synonyms,numerals", "--step",
        "typos, probability=1", "--copies", "4", "--seed", "3",
    ]

    @Test("what is written is read again, with each copy's label and group that of its example")
    func written() throws {
        try withTemporaryFolder { folder in
            try Data(Self.table.utf8).write(to: folder.appending(path: "pairs.csv"))
            for name in ["grown.csv", "grown.tsv", "grown.jsonl"] {
                let outcome = try Tool.run(Self.flags + ["--output", name], in: folder)
                try #require(outcome.status == 0, "\(outcome)")
                #expect(outcome.output.contains("copies of 3 examples kept"), "\(outcome)")
                let read = try TextSplits(
                    folder.appending(path: name).path,
                    options: TextTableOptions(
                        text: "text", pair: "text_pair", label: "label", id: "id", group: "group",
                        valShare: 0))
                #expect(read.damaged.count == 0 && read.classNames == ["other", "part", "same"])
                let examples = try read[.train].examples
                #expect(examples.count > 6)
                #expect(Set(examples.map { [$0.text, $0.pair ?? ""] }).count == examples.count)
                for example in examples {
                    let source = try #require(example.id.text.split(separator: "~").first)
                    let original = try #require(examples.first { $0.id.text == String(source) })
                    #expect(example.label == original.label && example.group == original.group)
                }
                #expect(examples[0].text == "阳光花园3号楼, 一单元")
            }
        }
    }

    @Test("one seed gives one file, and --json says what became of the copies")
    func seeded() throws {
        try withTemporaryFolder { folder in
            try Data(Self.table.utf8).write(to: folder.appending(path: "pairs.csv"))
            let one = try Tool.run(Self.flags + ["--output", "1.tsv", "--json"], in: folder)
            let two = try Tool.run(Self.flags + ["--output", "2.tsv", "--json"], in: folder)
            try #require(one.status == 0 && two.status == 0, "\(one) \(two)")
            #expect(
                FileManager.default.contents(atPath: folder.path + "/1.tsv")
                    == FileManager.default.contents(atPath: folder.path + "/2.tsv"))
            let facts = try one.json
            let counts = ["kept", "unchanged", "repeated"].compactMap { facts[$0] as? Int }
            #expect(counts.reduce(0, +) == facts["tried"] as? Int && facts["tried"] as? Int == 12)
        }
    }

    @Test("address pairs are labelled, and no query's pairs are parted")
    func addresses() throws {
        try withTemporaryFolder { folder in
            let divisions = #"{"江苏省": {"南京市": {"鼓楼区": ["湖南路街道"], "玄武区": []}}}"#
            try Data(divisions.utf8).write(to: folder.appending(path: "divisions.json"))
            let outcome = try Tool.run(
                "augment", "--address-pairs", "60", "--divisions", "divisions.json", "--output",
                "pairs.tsv", in: folder)
            try #require(outcome.status == 0, "\(outcome)")
            let read = try TextSplits(
                folder.path + "/pairs.tsv",
                options: TextTableOptions(
                    text: "text", pair: "text_pair", label: "label", group: "group", valShare: 0,
                    damagedShare: 0))
            let examples = try read[.train].examples
            #expect(examples.count == 60 && Set(examples.compactMap(\.group)).count == 12)
            #expect(Set(read.classNames) == Set(AddressChange.classNames))
        }
    }

    @Test("a masked language model from a folder proposes words of its vocabulary")
    func masked() throws {
        try withTemporaryFolder { folder in
            let root = URL(filePath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent()
                .appending(path: "DistilleryTests/Fixtures/text/bert-words")
            let model = folder.appending(path: "model")
            try FileManager.default.copyItem(at: root, to: model)
            let count = try TextFolder(model).configuration().vocabulary
            let special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
            let words = special + (0..<count - 5).map { "word\($0)" }
            try Data(words.joined(separator: "\n").utf8)
                .write(to: model.appending(path: "vocab.txt"))
            try Data("text\nword1 word2 word3 word4\n".utf8)
                .write(to: folder.appending(path: "texts.tsv"))
            let outcome = try Tool.run(
                "augment", "--data", "texts.tsv", "--step", "masked, share=1", "--model", "model",
                "--copies-only", "--output", "grown.tsv", in: folder)
            try #require(outcome.status == 0, "\(outcome)")
            let lines = try String(
                contentsOf: folder.appending(path: "grown.tsv"), encoding: .utf8
            ).split(separator: "\n")
            let grown = try #require(lines.last?.split(separator: "\t").dropFirst().first)
            #expect(lines.count == 2 && grown != "word1 word2 word3 word4")
            #expect(grown.split(separator: " ").allSatisfy { words.contains(String($0)) })
        }
    }

    @Test(
        "wrong requests are refused with what is right",
        arguments: [
            (["--output", "x.txt", "--steps", "typos"], ".tsv, .csv or .jsonl"),
            (["--output", "x.tsv", "--steps", "typo"], "typos"),
            (["--output", "x.tsv"], "--steps"),
            (["--output", "x.tsv", "--steps", "masked"], "masked language model"),
            (
                ["--output", "x.tsv", "--steps", "typos", "--divisions", "d.json"],
                "--address-pairs"
            ),
            (["--output", "x.tsv", "--steps", "typos", "--dataset", "cifar10"], "of texts"),
        ])
    func wrong(_ arguments: [String], _ says: String) throws {
        try withTemporaryFolder { folder in
            try Data(Self.table.utf8).write(to: folder.appending(path: "pairs.csv"))
            let outcome = try Tool.run(
                ["augment", "--data", "pairs.csv", "--text", "text_a"] + arguments, in: folder)
            #expect(outcome.status == 2 && outcome.errors.contains(says), "\(outcome)")
            #expect(!FileManager.default.fileExists(atPath: folder.path + "/x.tsv"))
        }
    }
}
