import Foundation
import Torch

/// Fills a store with the answers of a teacher elsewhere.
///
/// Answers are kept in the teacher's book as they come; a shard is written from there once every one of
/// its examples was asked about. Examples without a readable answer have a row without a label.
struct ExampleLabeller {
    let writer: LabelStoreWriter
    let teacher: any ExampleTeacher
    let data: TrainingData
    /// Where answers are kept; nil where they cost nothing.
    let book: AnswerBook?
    /// Hears how many labels are there, and of how many.
    var told: (_ labelled: Int, _ of: Int) -> Void = { _, _ in }
    /// Called again and again; throws to stop.
    var goesOn: () throws -> Void = {}

    /// Writes the missing shards.
    func label() throws {
        for place in writer.missing {
            let positions = writer.description.positions(of: place)
            let questions = try data.questions(about: place.split, positions)
            let (before, all) = writer.progress
            let answers = try answers(to: questions) { told(before + $0, all) }
            var rows: [(position: Int, logits: [Float])] = []
            for question in questions {
                guard let answer = answers[key(of: question)],
                    let logits = try teacher.logits(of: answer)
                else { continue }
                rows.append((question.index, logits))
            }
            try writer.write(place) { shard in
                guard !rows.isEmpty else { return }
                try shard.append(
                    logits: Tensor(
                        rows.flatMap(\.logits), shape: [rows.count, rows[0].logits.count]),
                    positions: rows.map(\.position))
            }
            told(before + positions.count, all)
        }
    }

    /// What stands for a question: its content where that saves asking twice, else the example, of which a
    /// file may say something else than of another one of the same content.
    private func key(of question: TeacherQuestion) -> String {
        book == nil ? question.id.text : question.key
    }

    /// The answers by the questions' keys: those that are kept, and those that were missing.
    private func answers(
        to questions: [TeacherQuestion], told: (Int) -> Void
    ) throws -> [String: JSONValue] {
        var answers: [String: JSONValue] = [:]
        var missing: [TeacherQuestion] = []
        var asked: Set<String> = []
        for question in questions {
            let key = key(of: question)
            if let kept = book?.answers[key] {
                answers[key] = kept
            } else if asked.insert(key).inserted {
                missing.append(question)
            }
        }
        var count = questions.count - missing.count
        told(count)
        try Asking(teacher, about: missing).run(goesOn: goesOn) { news in
            // What was not answered at all may be answered next time.
            let worthKeeping = news.filter { !$0.answer.isNull }
            try book?.append(worthKeeping)
            for (question, answer) in worthKeeping { answers[key(of: question)] = answer }
            count += news.count
            told(count)
        }
        return answers
    }
}
