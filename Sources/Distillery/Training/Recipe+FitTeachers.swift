import Torch

extension Recipe {
    /// The teacher as the student's method will see it, and that method.
    struct TeachersFit {
        var teacher: TappedNetwork?
        var lesson: any Method
        /// The store that the teacher's answers come from, if any.
        var store: LabelStore?
        /// A teacher that is somewhere else, and what the recipe says of it.
        var elsewhere: (plan: any ExampleTeacherPlan, teacher: any ExampleTeacher)?
    }

    /// Checks that all teachers fit the data, and each network of the chain the one that teaches it.
    ///
    /// - Throws: as `requireFit`.
    func requireTeachersFit(
        to data: TrainingData, store: LabelStore?, catalog: ModelCatalog
    ) throws -> TeachersFit {
        try requireLabelsForTeachers(data)
        var fit = TeachersFit(lesson: method.method)
        if let together {
            fit.lesson = together.lesson(by: method)
            fit.teacher = .ensemble(
                try together.together.map { plan in
                    try network(plan, data, catalog).tapped(for: data)
                })
        }
        for plan in chain {
            if plan.labels != nil, let store {
                fit.teacher = store.tappedTeacher
                fit.store = store
                continue
            }
            if let elsewhere = plan.elsewhere {
                let teacher = try plan.teacherElsewhere(for: data)
                fit.teacher = .answers(of: teacher.name)
                fit.elsewhere = (elsewhere, teacher)
                continue
            }
            let model = try network(plan, data, catalog)
            if plan.weights == nil, fit.teacher != nil {
                if let own = plan.method?.method { fit.lesson = own }
                try requireFit(fit, to: model, epochs: (plan.training ?? training).epochs, data)
            }
            fit = TeachersFit(teacher: try model.tapped(for: data), lesson: method.method)
        }
        return fit
    }

    private func requireFit(
        _ teachers: TeachersFit, to student: any Classifier, epochs: Int,
        _ data: TrainingData
    ) throws {
        try (teachers.lesson as? any Strategy)?.requireArrangeable()
        try requireLabels(for: teachers.lesson, of: data)
        let setting = try data.setting(
            student: student, teacher: teachers.teacher, epochs: epochs)
        let objective = try teachers.lesson.makeObjective(for: setting)
        try teachers.store?.requireTaps(objective.taps.teacher)
        _ = try TrainingPhases(objective.phases, epochs: epochs)
    }

    /// Refuses to train a teacher from labels where there are none.
    private func requireLabelsForTeachers(_ data: TrainingData) throws(MethodError) {
        let first = together?.together ?? Array(chain.prefix(1))
        guard data.labelledCount == 0,
            first.contains(where: { $0.weights == nil && !$0.isAnswers })
        else { return }
        throw .needsLabels(
            method: LabelLearning.kind,
            reason: "the teacher is to be trained, and no training example has one; give "
                + "teacher.weights")
    }

    private func network(
        _ plan: TeacherPlan, _ data: TrainingData, _ catalog: ModelCatalog
    ) throws -> any Classifier {
        if let weights = plan.weights {
            return try data.load(weights, as: plan.model, role: .teacher, mapping: plan.classes)
        }
        if let start = plan.start {
            return try data.load(start, as: plan.model, role: .student, isBeginning: true)
        }
        guard let model = plan.model else {
            throw RunError.recipe("a teacher without weights needs a 'model'")
        }
        return try data.untrained(model, catalog)
    }
}

extension Classifier {
    fileprivate func tapped(for data: TrainingData) throws -> TappedNetwork {
        try TappedNetwork(self, role: .teacher, example: data.exampleInput(count: 2))
    }
}

extension TrainingData {
    /// A network with random weights, seen to answer to the data's examples.
    func untrained(
        _ plan: ModelPlan, _ catalog: ModelCatalog
    ) throws -> any Classifier {
        let model = try makeModel(plan, catalog: catalog)
        model.setTraining(false)
        _ = try withoutGradients { try model(try exampleInput()) }
        return model
    }
}
