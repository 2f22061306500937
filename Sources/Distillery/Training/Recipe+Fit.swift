import Torch

extension Recipe {
    /// Checks, before the first step, that teacher, student and data fit together.
    ///
    /// - Throws: whatever would otherwise end the run later: unknown models, weights that are not
    ///   there, other numbers of classes, a student that cannot see pictures of this size.
    func requireFit(to data: TrainingData, catalog: ModelCatalog = .builtIn) throws {
        if let teacher {
            if let path = teacher.weights {
                _ = try data.load(path, as: teacher.model, role: .teacher)
            } else if let model = teacher.model {
                try requireModel(model, data, catalog)
            }
        }
        if let student {
            try requireModel(student.model, data, catalog)
            if let path = student.weights {
                _ = try data.load(path, as: student.model, role: .student)
            }
        }
        if data.train.count == 0 || data.validation.count == 0 {
            throw RunError.data("'\(data.train.name)' has no examples to train or measure on")
        }
    }

    private func requireModel(
        _ plan: ModelPlan, _ data: TrainingData, _ catalog: ModelCatalog
    ) throws {
        let model = try catalog.makeModel(data.configuration(of: plan))
        model.setTraining(false)
        _ = try model(try data.exampleInput())
    }
}
