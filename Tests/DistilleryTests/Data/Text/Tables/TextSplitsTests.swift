import Foundation
import Testing

@testable import Distillery

@Suite("Datasets of text from files and folders")
struct TextSplitsTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test(
        "finds the files of each split by the words of their names",
        arguments: [
            (["train.tsv", "dev.tsv", "test.tsv"], ["train.tsv"], ["dev.tsv"]),
            (
                ["msr_paraphrase_train.txt", "msr_paraphrase_test.txt", "README.txt"],
                ["msr_paraphrase_train.txt"], ["msr_paraphrase_test.txt"]
            ),
            (
                ["train-00001.jsonl", "train-00000.jsonl", "validation.jsonl"],
                ["train-00000.jsonl", "train-00001.jsonl"], ["validation.jsonl"]
            ),
            (["train/a.csv", "val/b.csv", "other/c.csv"], ["train/a.csv"], ["val/b.csv"]),
            (["constraint.csv", "Train.csv"], ["Train.csv"], []),
        ])
    func fileNames(_ files: [String], train: [String], val: [String]) throws {
        for file in files { try folder.write("text\na\n", to: file) }
        let found = try TextFiles(folder.path + "/")
        #expect(found.train == train)
        #expect(found.val == val)
        #expect(found.undivided.isEmpty)
    }

    @Test("takes a column's other name where the files differ, and the classes from training data")
    func alternatives() throws {
        try folder.write("label\tsentence\n10\ta\n9\tb\n10.0\tc\n", to: "train.tsv")
        try folder.write("label\tcontent\n9\td\n\te\n", to: "dev.tsv")
        let splits = try TextSplits(
            folder.path, options: TextTableOptions(text: "sentence,content", label: "label"))
        let (train, val) = (try splits[.train], try splits[.val])
        #expect(splits.classNames == ["9", "10"])
        #expect(train.examples.map(\.label) == [1, 0, 1])
        #expect(val.examples.map(\.label) == [0, ClassLabel.unknown])
        #expect(train.examples.map(\.id.text) == ["train.tsv:2", "train.tsv:3", "train.tsv:4"])
    }

    @Test("sorts names of classes by their bytes")
    func classNames() throws {
        let path = try folder.write("text,label\na,yes\nb,Maybe\nc,no\n", to: "a.csv")
        let splits = try TextSplits(path, options: TextTableOptions(label: "label"))
        #expect(splits.classNames == ["Maybe", "no", "yes"])
    }

    @Test("names file, line, label and classes where a label is no class")
    func unknownLabel() throws {
        try folder.write("text,label\na,0\nb,1\n", to: "train.csv")
        let dev = try folder.write("text,label\nc,1\nd,2\n", to: "dev.csv")
        #expect(
            throws: TextDataError.unknownLabel(
                path: dev, line: 3, label: "2", classes: ["0", "1"])
        ) { try TextSplits(folder.path, options: TextTableOptions(label: "label")) }
    }

    @Test("holds out a share by group, so that no group stands in two splits")
    func groups() throws {
        let lines = (0..<2000).map { "text \($0),query \($0 / 5)\n" }
        let path = try folder.write("text,query\n" + lines.joined(), to: "a.csv")
        let options = TextTableOptions(group: "query", valShare: 0.2)
        let splits = try TextSplits(path, options: options)
        let (train, val) = (try splits[.train], try splits[.val])
        #expect(train.groupsShared(with: val).isEmpty)
        #expect(train.count + val.count == 2000)
        // 80 of 400 groups in the mean, with a deviation of 8.
        #expect((280...520).contains(val.count))
        var other = options
        other.seed = 1
        #expect(try TextSplits(path, options: other)[.val].examples != val.examples)
    }

    @Test("lines added to a file leave the others in their splits")
    func addedLines() throws {
        let lines = (0..<500).map { "text \($0)\n" }
        let path = try folder.write("text\n" + lines.joined(), to: "a.csv")
        let before = try Set(TextSplits(path)[.val].examples.map(\.text))
        let more = (500..<600).map { "text \($0)\n" }
        try folder.write("text\n" + (more + lines).joined(), to: "a.csv")
        let after = try Set(TextSplits(path)[.val].examples.map(\.text))
        #expect(before.isSubset(of: after))
        #expect(after.subtracting(before).allSatisfy { more.contains($0 + "\n") })
    }

    @Test("reads ids, targets and soft labels from columns")
    func otherColumns() throws {
        let path = try folder.write(
            "key,text,score,p_no,p_yes\nk1,a,2.5,0.25,0.75\nk2,b,-1,,\n", to: "a.csv")
        let options = TextTableOptions(
            target: "score", softLabels: ["p_no", "p_yes"], id: "key", valShare: 0)
        let train = try TextSplits(path, options: options)[.train]
        #expect(train.classNames == ["p_no", "p_yes"])
        #expect(train.examples.map(\.id.text) == ["k1", "k2"])
        #expect(train.examples.map(\.target) == [2.5, -1])
        #expect(train.examples.map(\.softLabels) == [[0.25, 0.75], nil])
    }

    @Test("refuses an id that stands twice")
    func repeatedID() throws {
        let path = try folder.write("id,text\nk,a\nk,b\n", to: "a.csv")
        #expect(throws: TextDataError.repeatedID(path: path, line: 3, id: "k")) {
            try TextSplits(path, options: TextTableOptions(id: "id"))
        }
    }

    @Test("names what is missing: the path, the files, the split")
    func missing() throws {
        #expect(throws: TextDataError.self) { try TextSplits(folder.path + "/none") }
        #expect(throws: TextDataError.self) { try TextSplits(folder.path) }
        let empty = try folder.write("text\n", to: "test.csv")
        #expect(throws: TextDataError.noFiles(path: empty, expected: "at least one text")) {
            try TextSplits(empty)
        }
        try folder.write("text\na\n", to: "test.csv")
        let splits = try TextSplits(folder.path)
        #expect(try splits[.val].count == 1)
        #expect(throws: TextDataError.self) { try splits[.train] }
    }

    @Test("gives the same hash for the same content, and another for another label")
    func contentHash() throws {
        let path = try folder.write("text,label\na,0\nb,1\n", to: "train.csv")
        let options = TextTableOptions(label: "label", valShare: 0)
        let first = try TextSplits(path, options: options)[.train].contentHash()
        try folder.write("text,label\r\na,0\r\nb,1\r\n", to: "train.csv")
        #expect(try TextSplits(path, options: options)[.train].contentHash() == first)
        try folder.write("text,label\na,1\nb,0\n", to: "train.csv")
        #expect(try TextSplits(path, options: options)[.train].contentHash() != first)
    }

    @Test("options are the same after writing and reading, and unknown keys are refused")
    func options() throws {
        let options = TextTableOptions(
            format: .tsv, encoding: .gb18030, text: "sentence,content", pair: "5",
            label: TextColumn(["a,b"]), softLabels: ["x", "y"], valShare: 0.3)
        let data = try JSONEncoder().encode(options)
        #expect(try JSONDecoder().decode(TextTableOptions.self, from: data) == options)
        #expect(throws: RecipeError.self) {
            try JSONDecoder().decode(
                TextTableOptions.self, from: Data("{\"text-pairs\": \"b\"}".utf8))
        }
    }
}
