import Foundation
import Synchronization
import Testing
import Torch

@testable import Distillery

@Suite("Labels from elsewhere")
struct ElsewhereLabellingTests {
    @Test("are those that were answered, whatever a student will see of the examples")
    func labels() throws {
        let server = try TeacherServer { request, _ in .answer(TeacherServer.rows(of: request)) }
        let texts = try ElsewhereData()
        let summary = try texts.label(server.plan())
        #expect(summary.labelled == 40 && summary.teacher == "127.0.0.1")
        #expect(Set(server.texts) == Set((0..<40).map { "text \($0)" }) && server.texts.count == 40)

        let store = try texts.store()
        let data = try texts.opened()
        let answer = try store.answer(to: [data.train.id(at: 7), data.train.id(at: 2)])
        #expect(try answer.logits.floats() == [0, 7, 0, 2])
        var other = texts.data()
        other.tokens = TokenPlan(vocabulary: 80, maxLength: 12)
        try store.requireView(texts.opened(other).view(of: .train), of: .train)
        // The server says (0, n), which is `odd` for every n but 0; 5 of 30…39 are odd.
        let evaluation = try #require(store.description.teacher.evaluation)
        #expect(evaluation.top1 == 0.5 && evaluation.examples == 10)
    }

    @Test("are asked for once: not again when begun again, nor for what comes twice")
    func once() throws {
        let server = try TeacherServer { request, _ in .answer(TeacherServer.rows(of: request)) }
        let texts = try ElsewhereData()
        let shared = texts.path("shared.jsonl")
        try texts.label(server.plan(answers: shared), splits: [.train])
        try texts.label(server.plan(answers: shared))
        try texts.label(server.plan(answers: shared), into: "again")
        #expect(server.texts.count == 40)

        // The same text twice in a dataset is one question.
        let twice = try ElsewhereData(40) { _ in "even" }
        let table = twice.folder.appending(path: "train.tsv")
        let lines = try String(contentsOf: table, encoding: .utf8)
        try Data(
            (lines + lines.split(separator: "\n").dropFirst().joined(separator: "\n") + "\n").utf8
        )
        .write(to: table)
        try twice.label(server.plan())
        #expect(server.texts.count == 80)
    }

    @Test("go on after an end in the middle with what is missing, to the same bytes")
    func resumes() throws {
        let texts = try ElsewhereData(80)
        let whole = try TeacherServer { request, _ in .answer(TeacherServer.rows(of: request)) }
        try texts.label(whole.plan(), into: "whole")

        let server = try TeacherServer { request, number in
            number == 4 ? .answer("gone", status: 410) : .answer(TeacherServer.rows(of: request))
        }
        let plan = server.plan(concurrency: 1)
        do {
            try texts.label(plan)
            Issue.record("the teacher is gone, and labelling ended well")
        } catch let error as ExampleTeacherError {
            #expect("\(error)".contains("status 410: gone; what it answered before is kept"))
        }
        // A kill in the middle of a line leaves half of it.
        let book = texts.folder.appending(path: "labels/answers.jsonl")
        let file = try FileHandle(forWritingTo: book)
        try file.seekToEnd()
        try file.write(contentsOf: Data(#"{"key":"0123","answ"#.utf8))
        try file.close()

        let stop = StopRequest()
        do {
            try texts.label(plan, stop: stop) { event in
                if case .labelled(let count, _, _) = event, count >= 28 { stop.stop() }
            }
            Issue.record("a stop was asked for, and labelling ended well")
        } catch { #expect(error as? LabelStoreError == .interrupted(store: texts.store0)) }

        try texts.label(plan)
        // The four that were asked when the teacher was gone were never answered.
        #expect(server.texts.count == 80 + 4 && Set(server.texts).count == 80)
        for name in ["train-view0-00000.bin", "val-view0-00000.bin"] {
            #expect(
                try Data(contentsOf: texts.folder.appending(path: "labels/\(name)"))
                    == Data(contentsOf: texts.folder.appending(path: "whole/\(name)")))
        }
    }

    @Test("keep whatever was on its way when something went wrong")
    func nothingLost() throws {
        let server = try TeacherServer { request, number in
            number == 0
                ? .answer("no", status: 400)
                : .later(0.1, .answer(TeacherServer.rows(of: request)))
        }
        let texts = try ElsewhereData(80)
        let plan = server.plan(concurrency: 3)
        #expect(throws: ExampleTeacherError.self) { try texts.label(plan) }
        let asked = server.texts.count
        try texts.label(plan)
        #expect(server.texts.count == 80 + 4)
        #expect(asked <= 12)
    }

    @Test("are refused where the file of answers or the store is another teacher's")
    func others() throws {
        let server = try TeacherServer { request, _ in .answer(TeacherServer.rows(of: request)) }
        let texts = try ElsewhereData(12)
        let file = texts.path("a.jsonl")
        try texts.label(server.plan(answers: file))
        var other = server.plan(answers: file)
        other.http?.title = "another"
        #expect(throws: LabelStoreError.self) { try texts.label(other) }
        #expect(throws: ExampleTeacherError.self) { try texts.label(other, into: "new") }
        // How scores are read is no reason to ask again.
        var read = server.plan(answers: file)
        read.classes = .list([.index(1), .index(0)])
        try texts.label(read, into: "turned")
        #expect(server.texts.count == 12)
        let id = try texts.opened().train.id(at: 5)
        #expect(try texts.store("turned").answer(to: [id]).logits.floats() == [5, 0])

        try Data("{\"key\": 1}\n".utf8).write(to: URL(filePath: file))
        #expect(throws: ExampleTeacherError.self) {
            try texts.label(server.plan(answers: file), into: "b")
        }
    }

    @Test("teach a student, without the examples that have none")
    func training() throws {
        let server = try TeacherServer { request, _ in
            let reply = request.body["messages"]?.list?.last?["content"]?.text ?? ""
            let number = Int(reply.split(separator: " ").last ?? "") ?? 0
            let word = number % 10 == 3 ? "who knows" : number.isMultiple(of: 2) ? "even." : "Odd"
            return .answer(#"{"choices": [{"message": {"content": "\#(word)"}}]}"#)
        }
        let texts = try ElsewhereData(40) { number in
            number < 20 ? nil : ElsewhereData.parity(number)
        }
        let plan = TeacherPlan(
            chat: ChatTeacherPlan(
                HTTPSettings(url: server.url, backOff: 0), prompt: "{classes}? {text}", attempts: 2)
        )
        var recipe = texts.recipe(plan)
        recipe.control = true
        let url = texts.folder.appending(path: "run")
        var warnings: [String] = []
        let report = try Run.create(recipe, in: url) { event in
            if case .warning(let text) = event { warnings.append(text) }
        }.execute()
        // 3, 13, 23 of the 30 training examples, and 33 of the 10 others, were asked about twice.
        #expect(server.requests.count == 44)
        #expect(warnings.contains { $0.contains("3 of 30 train examples have no answer") })
        #expect(warnings.contains { $0.contains("who knows") })
        #expect(report.notes.contains { $0.contains("3 of 30 training examples have no answer") })
        #expect(report.models.map(\.role) == [.teacher, .student, .control])
        let teacher = try #require(report.model(.teacher)?.evaluations.first?.evaluation)
        #expect(teacher.top1 == 1 && teacher.examples == 9)
        let html = try String(contentsOf: url.appending(path: "report.html"), encoding: .utf8)
        #expect(!html.contains("nan"))

        // Gone on with, or read again, it asks nobody.
        _ = try Run.resume(url).execute()
        #expect(server.requests.count == 44)
    }

    @Test("are no use to methods that look into the teacher, which say so")
    func taps() throws {
        let server = try TeacherServer { request, _ in .answer(TeacherServer.rows(of: request)) }
        let texts = try ElsewhereData(12)
        var recipe = texts.recipe(server.plan())
        recipe.method = AnyMethod(HintDistillation())
        let url = texts.folder.appending(path: "run")
        do {
            _ = try Run.create(recipe, in: url)
            Issue.record("a run without taps was begun")
        } catch { #expect("\(error)".contains("compares feature maps"), "\(error)") }
        #expect(server.requests.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: url.path))
    }
}

extension ElsewhereData {
    /// The store's folder as messages name it.
    var store0: String { folder.appending(path: "labels").relativePath }
}
