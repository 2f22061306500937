import Foundation

/// A teacher elsewhere, a dataset, and the store that its answers come into.
struct StoreFilling {
    let teacher: any ExampleTeacher
    let data: TrainingData
    let writer: LabelStoreWriter
    private let book: AnswerBook?

    /// What came of it.
    struct Outcome {
        /// Labels that were there before, and are to be in all.
        var before: Int
        var all: Int
        var seconds: Double
    }

    /// Begins the store, or goes on with it.
    ///
    /// - Throws: `LabelStoreError` where the store is of something else; `ExampleTeacherError` where the
    ///   kept answers are.
    init(
        _ plan: TeacherPlan, teacher: any ExampleTeacher, data: TrainingData,
        splits: [DatasetSplit], content: StoredContent, folder: URL
    ) throws {
        self.teacher = teacher
        self.data = data
        let description = try LabelStoreDescription(
            teacher: .init(name: teacher.name, hash: teacher.hash), classNames: data.classNames,
            content: content,
            splits: splits.map { split in
                let dataset = data.dataset(of: split)
                return LabelledSplit(
                    split: split, dataset: dataset.name, dataHash: try dataset.contentHash(),
                    examples: dataset.count, views: 1, viewSeed: 0, view: .whole)
            })
        writer = try LabelStoreWriter(
            folder, description, datasets: splits.map { data.dataset(of: $0) })
        let file =
            plan.elsewhere?.answers.map { URL(filePath: ($0 as NSString).expandingTildeInPath) }
            ?? folder.appending(path: AnswerBook.fileName)
        book =
            teacher.isWorthKeeping && !writer.missing.isEmpty
            ? try AnswerBook(file, of: teacher) : nil
    }

    /// Asks for what is missing, and finishes the store.
    ///
    /// - Parameter goesOn: called again and again; throws to stop.
    func carryOut(
        listener: @escaping RunListener, goesOn: @escaping () throws -> Void
    ) throws -> Outcome {
        let begun = ContinuousClock.now
        let (before, all) = writer.progress
        if before < all {
            listener(.began("Asking \(teacher.name): \(before) of \(all) labels are there"))
        }
        for remark in teacher.remarks { listener(.warning(remark)) }
        var first: Int?
        let labeller = ExampleLabeller(
            writer: writer, teacher: teacher, data: data, book: book
        ) { labelled, all in
            let known = first ?? labelled
            first = known
            let seconds = (ContinuousClock.now - begun).seconds
            listener(
                .labelled(
                    labelled, of: all, perSecond: Double(labelled - known) / max(seconds, 1e-9)))
        } goesOn: {
            try goesOn()
        }
        try labeller.label()
        try note(listener)
        return Outcome(
            before: before, all: all, seconds: (ContinuousClock.now - begun).seconds)
    }

    /// Counts what has no answer, and measures the teacher on the validation examples that have one.
    private func note(_ listener: RunListener) throws {
        let store = try LabelStore(writer.url)
        for labels in writer.description.splits {
            let dataset = data.dataset(of: labels.split)
            guard let answered = try store.answered(in: dataset) else { continue }
            if answered.isEmpty, labels.split == .train {
                throw ExampleTeacherError.nothingAnswered(
                    source: teacher.name, examples: dataset.count, reason: why(labels.split))
            }
            listener(
                .warning(
                    "\(NumberFormat.whole(dataset.count - answered.count)) of "
                        + "\(NumberFormat.whole(dataset.count)) \(labels.split.rawValue) examples have "
                        + "no answer that can be used, and are left out: \(why(labels.split))"))
        }
        guard writer.description.labels(of: .val) != nil,
            writer.description.teacher.evaluation == nil,
            let evaluation = try Evaluator(data: data).evaluate(answersIn: store)
        else { return }
        try writer.note(evaluation)
    }

    /// What an answer was that could not be read, if there was any.
    private func why(_ split: DatasetSplit) -> String {
        guard let book else { return "there is none in '\(teacher.name)'" }
        let questions = (try? data.questions(about: split, 0..<data.dataset(of: split).count)) ?? []
        for question in questions {
            guard let answer = book.answers[question.key],
                (try? teacher.logits(of: answer)) == .some(nil)
            else { continue }
            return "'\(question.id)' was answered with \(answer.json.excerpt(120))"
        }
        return "their pictures could not be read"
    }
}
