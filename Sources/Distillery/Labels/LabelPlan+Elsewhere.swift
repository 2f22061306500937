import Foundation

extension LabelPlan {
    /// The same where the teacher is elsewhere, and answers about examples rather than views.
    func ask(
        _ plan: TeacherPlan, _ data: TrainingData, in folder: URL, stop: StopRequest,
        listener: @escaping RunListener
    ) throws -> LabelSummary {
        try requireWholeExamples(plan)
        try data.requireUnmixed()
        let filling = try StoreFilling(
            plan, teacher: plan.teacherElsewhere(for: data), data: data, splits: splits,
            content: StoredContent(precision: precision, top: top), folder: folder)
        let outcome = try filling.carryOut(listener: listener) {
            if stop.isStopping { throw LabelStoreError.interrupted(store: folder.relativePath) }
        }
        return try summary(
            folder, filling.writer, labelled: outcome.all - outcome.before,
            seconds: outcome.seconds)
    }

    private func requireWholeExamples(_ plan: TeacherPlan) throws(LabelStoreError) {
        guard views == 1 else {
            throw .request(
                what: "the number of views", found: "\(views)",
                expected: "1: a teacher that is elsewhere is asked about the examples themselves")
        }
        if case .none = taps { return }
        throw .request(
            what: "the list of taps", found: "given",
            expected:
                "left out: \(plan.elsewhere?.name ?? "the teacher") is elsewhere and gives no "
                + "outputs of its layers")
    }
}
