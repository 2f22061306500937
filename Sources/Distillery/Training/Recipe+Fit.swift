import Torch

extension Recipe {
    /// What there is to tell of a recipe whose parts fit together.
    struct Fit {
        /// What the method listens to.
        var taps: Taps
        /// Parameters of the method's own parts.
        var methodParameters: Int
        /// What carries the student's outputs to the teacher's shapes.
        var connectors: [Connector]
        var phases: [TrainingPhase]
        /// The heads that the student gets beside its own.
        var tasks: [TaskObjective]
        /// Where the teacher's answers come from, if not from the teacher.
        var store: LabelStore?
        /// The teacher, where it is somewhere else.
        var elsewhere: (plan: any ExampleTeacherPlan, teacher: any ExampleTeacher)?
    }

    /// Checks, before the first step, that teacher, student, method and data fit together.
    ///
    /// - Throws: whatever would otherwise end the run later: unknown models, weights that are not
    ///   there, other numbers of classes, a student that cannot see pictures of this size, a method
    ///   that cannot work between the two.
    @discardableResult
    func requireFit(to data: TrainingData, catalog: ModelCatalog = .builtIn) throws -> Fit? {
        if data.train.count == 0 || data.validation.count == 0 {
            throw RunError.data("'\(data.train.name)' has no examples to train or measure on")
        }
        try (method.method as? any Strategy)?.requireArrangeable()
        try requireAddressReader()
        let store = try openLabels(for: data)
        _ = try cachedViews(of: data)
        let teachers = try requireTeachersFit(to: data, store: store, catalog: catalog)
        guard let student else { return nil }
        try requireLabels(for: teachers.lesson, of: data)
        let studentModel =
            try student.weights.map {
                try data.load($0, as: student.model, role: .student, isBeginning: true)
            } ?? data.untrained(student.model, catalog)
        if let layers = student.teacherLayers {
            try studentModel.initialize(from: teachers.teacher?.network, layers)
        }
        let setting = try data.setting(
            student: studentModel, teacher: teachers.teacher, epochs: training.epochs)
        let objective = try teachers.lesson.makeObjective(for: setting)
        try teachers.store?.requireTaps(objective.taps.teacher)
        _ = try TrainingPhases(objective.phases, epochs: training.epochs)
        return Fit(
            taps: objective.taps, methodParameters: objective.parameterCount,
            connectors: objective.namedModules().compactMap { $0.module as? Connector },
            phases: objective.phases, tasks: objective.furtherTasks, store: store,
            elsewhere: teachers.elsewhere)
    }

    /// Refuses to look addresses up for networks of which none reads what is found.
    private func requireAddressReader() throws(RunError) {
        guard data.address != nil else { return }
        let teachers = (together?.together ?? []) + chain
        let plans = teachers.map(\.model) + [student?.model]
        let hasWeights =
            student?.weights != nil || teachers.contains { $0.weights != nil || $0.start != nil }
        if hasWeights || plans.contains(where: { $0?.address == true }) { return }
        throw .recipe(
            "data.address is given, and no network reads it; write 'address: true' under a model")
    }

    /// Refuses a method that is not for the task, and mixed and missing labels where it needs them.
    func requireLabels(for method: any Method, of data: TrainingData) throws(MethodError) {
        let task = data.form.task
        guard method.suits.contains(task) else {
            let others = MethodCatalog.standard.types.filter {
                $0.init().suits.contains(task) && !($0 is any Strategy.Type)
            }
            throw .unsuitable(
                method: method.title,
                reason: "it is not for the task '\(task.rawValue)'; for that there are "
                    + others.map { $0.kind }.joined(separator: ", "))
        }
        let (labelled, all) = (data.labelledCount, data.train.count)
        if type(of: method).usesTrainingPictures, labelled < all {
            if method.needs.contains(.plainLabels) {
                throw .needsLabels(
                    method: method.title,
                    reason:
                        "it takes one of every picture, and \(all - labelled) of \(all) training "
                        + "pictures have none; leave those out, or use a method that takes the "
                        + "teacher's word alone, as {kind: kd, alpha: 1}")
            }
            if labelled == 0, method.countsLabels {
                throw .needsLabels(
                    method: method.title,
                    reason: "no training example has one; take the teacher's word alone (kd with "
                        + "alpha 1, others with label-weight 0), or add labelled pictures")
            }
        }
        guard method.needs.contains(.plainLabels), data.form.mixesLabels
        else { return }
        throw .needsLabels(
            method: method.title,
            reason:
                "it takes one label a picture, and mixup and cutmix give two; leave them out of "
                + "data.augmentation")
    }
}
