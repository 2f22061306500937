import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("A list of chosen examples")
struct ChosenListTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private func list(_ text: String) throws -> ChosenList {
        let url = folder.url.appending(path: "chosen.txt")
        try Data(text.utf8).write(to: url)
        return try ChosenList(contentsOf: url)
    }

    private func chosen(_ text: String, of plan: DataPlan) throws -> TrainingData {
        _ = try list(text)
        var plan = plan
        plan.chosen = folder.url.appending(path: "chosen.txt").path
        return try TrainingData(plan, device: .cpu)
    }

    @Test("has an id a line, each once, whatever the line ends and empty lines")
    func lines() throws {
        let ids = try list("a/1\r\n\nb 2\na/1\r\n  \u{E9}\n").ids
        #expect(ids.map(\.text) == ["a/1", "b 2", "  \u{E9}"])
    }

    @Test("restricts training pictures to those of the list, in the dataset's order")
    func pictures() throws {
        let plan = LabelledTraining.data(.none)
        let whole = try TrainingData(plan, device: .cpu)
        let ids = [30, 2, 17].map { whole.train.id(at: $0).text }
        let data = try chosen(ids.joined(separator: "\n"), of: plan)
        #expect(data.train.count == 3 && data.validation.count == whole.validation.count)
        #expect((0..<3).map { data.train.id(at: $0).text } == [ids[1], ids[2], ids[0]])
        #expect((0..<3).map { data.train.label(at: $0) } == [2, 17, 30].map(whole.train.label))
        let other = try chosen(ids.dropFirst().joined(separator: "\n"), of: plan)
        #expect(try data.train.contentHash() != other.train.contentHash())
        #expect(try data.train.contentHash() != whole.train.contentHash())
    }

    @Test("restricts training texts before they are grown, with the vocabulary of all of them")
    func texts() throws {
        let texts = try ElsewhereData()
        let whole = try texts.opened()
        var plan = texts.data()
        plan.augment = TextAugmentation(steps: [RandomSwap()])
        let data = try chosen("train.tsv:4\ntrain.tsv:2\n", of: plan)
        let train = try #require(data.train as? TextDataset)
        #expect(train.examples.prefix(2).map(\.text) == ["text 0", "text 2"])
        #expect(train.examples.allSatisfy { $0.text.contains("0") || $0.text.contains("2") })
        let (own, all) = (data.form as? TextForm, whole.form as? TextForm)
        #expect(own?.tokenizer.contentHash == all?.tokenizer.contentHash)
    }

    @Test(
        "is refused where it is empty, or names what the data does not have",
        arguments: [
            ("", "is empty"), ("\n\r\n", "is empty"),
            (
                "synthetic/train/00001\nnope\nsynthetic/val/00001",
                "2 of the 3 ids"
            ),
            ("nope", "its ids look like 'synthetic/train/00000'"),
        ])
    func wrong(_ text: String, _ says: String) {
        do {
            _ = try chosen(text, of: LabelledTraining.data(.none))
            Issue.record("'\(text)' is fine")
        } catch { #expect("\(error)".contains(says), "\(error)") }
    }

    @Test("is refused where there is no such file, or no line can hold an id")
    func files() throws {
        #expect(throws: SelectionError.self) {
            try ChosenList(contentsOf: folder.url.appending(path: "none.txt"))
        }
        #expect(throws: SelectionError.self) {
            try ChosenList.write([ExampleID("a\nb")], to: folder.url.appending(path: "a.txt"))
        }
        try Data([0xFF, 0xFE, 0x00]).write(to: folder.url.appending(path: "b.txt"))
        #expect(throws: SelectionError.self) {
            try ChosenList(contentsOf: folder.url.appending(path: "b.txt"))
        }
    }

    @Test("learns from the stored labels of all as from the live teacher, to the bit")
    func storedLabels() throws {
        let training = try LabelledTraining()
        try training.label()
        let whole = try TrainingData(LabelledTraining.data(.none), device: .cpu)
        let ids = (0..<20).map { whole.train.id(at: 2 * $0).text }
        _ = try list(ids.joined(separator: "\n"))
        func recipe(_ teacher: TeacherPlan) -> Recipe {
            var recipe = training.recipe(teacher)
            recipe.data.chosen = folder.url.appending(path: "chosen.txt").path
            return recipe
        }
        let live = try training.run("live", recipe(TeacherPlan(weights: training.teacherPath)))
        let stored = try training.run(
            "stored", recipe(TeacherPlan(labels: training.path("labels"))))
        #expect(stored.weights == live.weights && !live.losses.isEmpty)
    }

    @Test("is not learned from with the labels of another part")
    func otherPart() throws {
        let training = try LabelledTraining()
        try training.label(limit: 10)
        let whole = try TrainingData(LabelledTraining.data(.none), device: .cpu)
        let data = try chosen(whole.train.id(at: 40).text, of: LabelledTraining.data(.none))
        let store = try LabelStore(training.folder.appending(path: "labels"))
        #expect(throws: LabelStoreError.self) {
            try store.requireExamples(of: data.train, chosenFrom: data.pool)
        }
    }
}
