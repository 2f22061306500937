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
        /// Where the teacher's answers come from, if not from the teacher.
        var store: LabelStore?
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
        try requireLabels(of: data)
        let store = try openLabels(for: data)
        _ = try cachedViews(of: data)
        let teacher = try store?.tappedTeacher ?? tappedTeacher(data, catalog)
        guard let student else { return nil }
        let studentModel = try network(
            student.model, weights: student.weights, role: .student, data, catalog)
        guard let studentModel else { return nil }
        let setting = try data.setting(
            student: studentModel, teacher: teacher, epochs: training.epochs)
        let objective = try method.method.makeObjective(for: setting)
        try store?.requireTaps(objective.taps.teacher)
        _ = try TrainingPhases(objective.phases, epochs: training.epochs)
        return Fit(
            taps: objective.taps, methodParameters: objective.parameterCount,
            connectors: objective.namedModules().compactMap { $0.module as? Connector },
            phases: objective.phases, store: store)
    }

    private func tappedTeacher(
        _ data: TrainingData, _ catalog: ModelCatalog
    ) throws -> TappedNetwork? {
        guard let teacher,
            let model = try network(
                teacher.model, weights: teacher.weights, role: .teacher, data, catalog)
        else { return nil }
        return try TappedNetwork(model, role: .teacher, example: data.exampleInput(count: 2))
    }

    /// Refuses mixed and missing labels where somebody needs them.
    private func requireLabels(of data: TrainingData) throws(MethodError) {
        let method = method.method
        let (labelled, all) = (data.labelledCount, data.train.count)
        if labelled == 0, let teacher, teacher.weights == nil, teacher.labels == nil {
            throw .needsLabels(
                method: LabelLearning.kind,
                reason: "the teacher is to be trained, and no training picture has one; give "
                    + "teacher.weights")
        }
        if student != nil, type(of: method).usesTrainingPictures, labelled < all {
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
                    reason: "no training picture has one; take the teacher's word alone (kd with "
                        + "alpha 1, others with label-weight 0), or add labelled pictures")
            }
        }
        guard method.needs.contains(.plainLabels), !data.trainView.augmentation.mixing.isEmpty
        else { return }
        throw .needsLabels(
            method: method.title,
            reason:
                "it takes one label a picture, and mixup and cutmix give two; leave them out of "
                + "data.augmentation")
    }

    /// The network with its weights where it has any, seen to answer to the data's pictures.
    private func network(
        _ plan: ModelPlan?, weights: String?, role: ModelRole, _ data: TrainingData,
        _ catalog: ModelCatalog
    ) throws -> (any ImageClassifier)? {
        if let weights { return try data.load(weights, as: plan, role: role) }
        guard let plan else { return nil }
        let model = try catalog.makeModel(data.configuration(of: plan))
        model.setTraining(false)
        _ = try withoutGradients { try model(try data.exampleInput()) }
        return model
    }
}
