import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("A file of predictions as a teacher")
struct PredictionsTests {
    private func write(_ text: String, _ name: String, in texts: ElsewhereData) throws -> String {
        try Data(text.utf8).write(to: texts.folder.appending(path: name))
        return texts.path(name)
    }

    private func logits(_ texts: ElsewhereData, _ store: String, _ index: Int) throws -> [Float] {
        let data = try texts.opened()
        return try texts.store(store).answer(to: [data.train.id(at: index)]).logits.floats()
    }

    @Test("is found by ids, by texts, or in order, in any form of table")
    func forms() throws {
        let texts = try ElsewhereData(40)
        // Not below the data's folder, whose files would be data.
        let place = try ElsewhereData(4)
        let ids =
            (0..<30).reversed().map { #"{"id": "train.tsv:\#($0 + 2)", "logits": [0, \#($0)]}"# }
            + (30..<40).map { #"{"id": "dev.tsv:\#($0 - 28)", "logits": [0, \#($0)]}"# }
        let byID = try write(ids.joined(separator: "\n"), "ids.jsonl", in: place)
        let rows = (0..<40).reversed().map { "text \($0),0,\($0)" }
        let byText = try write(
            (["text,even,odd"] + rows).joined(separator: "\n"), "texts.csv", in: place)
        let inOrder = try write(
            (["even\todd"] + (0..<40).map { "0\t\($0)" }).joined(separator: "\n"), "order.tsv",
            in: place)
        for (number, plan) in [
            PredictionsPlan(byID), PredictionsPlan(byText, reading: ScorePlan(kind: .logits)),
            PredictionsPlan(inOrder, reading: ScorePlan(kind: .logits)),
        ].enumerated() {
            try texts.label(TeacherPlan(predictions: plan), into: "labels\(number)")
            for index in [0, 7, 29] {
                #expect(try logits(texts, "labels\(number)", index) == [0, Float(index)])
            }
            let evaluation = try texts.store("labels\(number)").description.teacher.evaluation
            #expect(evaluation?.examples == 10 && evaluation?.top1 == 0.5)
        }
    }

    @Test("has a label or probabilities, and leaves out what it does not have")
    func labels() throws {
        let texts = try ElsewhereData(40)
        let place = try ElsewhereData(4)
        let file = try write(
            (["id,label"] + (0..<28).map { "train.tsv:\($0 + 2),\($0 % 2 == 0 ? "EVEN" : "odd")" })
                .joined(separator: "\n"), "labels.csv", in: place)
        var warnings: [String] = []
        try texts.label(TeacherPlan(predictions: PredictionsPlan(file))) { event in
            if case .warning(let text) = event { warnings.append(text) }
        }
        // ln 0.95 and ln 0.05.
        let found = try logits(texts, "labels", 3)
        #expect(abs(found[1] + 0.051_293_3) < 1e-6 && abs(found[0] + 2.995_732_3) < 1e-6)
        #expect(warnings.contains { $0.contains("2 of 30 train examples have no answer") })
        #expect(warnings.contains { $0.contains("10 of 10 val examples") })
        let data = try texts.opened()
        #expect(try texts.store().answered(in: data.train) == Array(0..<28))

        var recipe = texts.recipe(TeacherPlan(labels: texts.path("labels")))
        recipe.training.epochs = 2
        let report = try Run.create(recipe, in: texts.folder.appending(path: "run")).execute()
        #expect(report.notes.contains { $0.contains("2 of 30 training examples have no answer") })
    }

    @Test("is refused with one error where it does not suit the data")
    func mistakes() throws {
        let texts = try ElsewhereData(40)
        let place = try ElsewhereData(4)
        let data = try texts.opened()
        let questions = try data.questions(about: .train, 0..<30)
        for (name, content, word) in [
            ("a.csv", "even,odd\n1,0\n", "1 rows without ids or texts, and there are 30 training"),
            (
                "c.csv", "id,yes,no\nx,1,0\n",
                "neither columns of the classes nor one of labels, only 'id'"
            ),
            ("d.csv", "", "an empty table"),
            (
                "e.csv", "id,even,odd\nx,1,0\nx,0,1\n",
                "two answers to one example, the second in line 3"
            ),
            ("f.csv", "id,even,odd\ntrain.tsv:2,0.5,0.1\n", "probabilities that add up to 0.600"),
            (
                "g.csv", "id,label\ntrain.tsv:2,blue\n",
                "the label 'blue', expected one of the classes even, odd"
            ),
        ] {
            let file = try write(content, name, in: place)
            do {
                let teacher = try PredictionsTeacher(
                    PredictionsPlan(file), data: data, mapping: nil)
                for answer in try teacher.ask(questions, stop: StopRequest()) {
                    _ = try teacher.logits(of: answer)
                }
                Issue.record("\(name) is fine")
            } catch { #expect("\(error)".contains(word), "\(name): \(error)") }
        }
        let unknown = try write("id,even,odd\nx,0.5,0.5\n", "b.csv", in: place)
        do {
            try texts.label(TeacherPlan(predictions: PredictionsPlan(unknown)))
            Issue.record("nothing was answered, and labelling ended well")
        } catch { #expect("\(error)".contains("no answer to any of the 30 examples"), "\(error)") }
        #expect(throws: ExampleTeacherError.self) {
            try PredictionsTeacher(
                PredictionsPlan(place.path("nowhere.csv")), data: data, mapping: nil)
        }
    }
}
