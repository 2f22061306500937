import Foundation

extension TeacherPlan {
    /// The teacher that answers about examples, seen to suit the data.
    ///
    /// - Throws: `ExampleTeacherError` for a plan that does not, or a key that is not there.
    func teacherElsewhere(for data: TrainingData) throws -> any ExampleTeacher {
        guard let elsewhere else {
            throw RecipeError.missingKey(path: "teacher", key: CodingKeys.http.rawValue)
        }
        guard data.form.task == .classification else {
            throw ExampleTeacherError.unsuitable(
                path: elsewhere.path,
                reason:
                    "gives scores of classes, and data.task is \(data.form.task.rawValue); use a "
                    + "teacher with weights")
        }
        return try elsewhere.makeTeacher(
            for: data, mapping: classes, environment: ProcessInfo.processInfo.environment)
    }
}

extension Run {
    /// Has a teacher that is elsewhere answer about all examples, into the run's store of labels; nil where
    /// the teacher is none.
    ///
    /// What an earlier, stopped process has been answered is not asked again.
    func askElsewhere() throws -> LabelStore? {
        guard let plan = recipe.teacher, plan.elsewhere != nil else { return nil }
        try data.requireUnmixed()
        let filling = try StoreFilling(
            plan, teacher: plan.teacherElsewhere(for: data), data: data, splits: [.train, .val],
            content: StoredContent(precision: .fp32), folder: folder.labels)
        _ = try filling.carryOut(listener: listener, goesOn: requireNoStop)
        return try LabelStore(folder.labels)
    }
}

extension TrainingData {
    /// Learns only from those training examples that a store has answers to, and says so.
    ///
    /// - Parameter views: those that epochs go through; nil where labels are of whole examples.
    mutating func leaveOutUnanswered(by store: LabelStore?, views: ViewCycle?) throws {
        guard let store, let answered = try store.answered(in: train, views: views?.count ?? 1)
        else { return }
        guard !answered.isEmpty else {
            throw ExampleTeacherError.nothingAnswered(
                source: store.description.teacher.name, examples: train.count,
                reason: "the label store '\(store.url.relativePath)' is empty")
        }
        learned = answered
        notes.append(
            "\(NumberFormat.whole(train.count - answered.count)) of "
                + "\(NumberFormat.whole(train.count)) training examples have no answer of the "
                + "teacher; student and control learn from the others")
    }
}
