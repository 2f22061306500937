import Torch

extension Recipe {
    /// Refuses rounds that cannot be carried out with the recipe's data, networks and method.
    func requireSelectable(_ plan: SelectionPlan) throws {
        guard data.chosen == nil else {
            throw RecipeError.invalidValue(
                path: "data.chosen", found: "given", expected: "left out: every round has a list")
        }
        let pool = try alone.withoutGrowth.openData()
        guard pool.form.task == .classification else {
            throw SelectionError.task(pool.form.task.rawValue)
        }
        let wanted = plan.asked(afterRound: plan.rounds)
        guard pool.train.count >= wanted else {
            throw SelectionError.tooFew(
                wanted: wanted, found: pool.train.count, pool: pool.train.name)
        }
        try alone.requireFit(to: pool)
    }

    /// The recipe with the examples alone that are there: copies of one are no reason to ask.
    fileprivate var withoutGrowth: Recipe {
        var recipe = self
        recipe.data.augment = nil
        return recipe
    }

    fileprivate func openData() throws -> TrainingData {
        let device = try Device(device)
        try device.requireAvailable()
        if let threads { Engine.threads = threads }
        return try TrainingData(resolvedData, device: device)
    }

    /// What two recipes must share for the runs of the one to count in the rounds of the other.
    var selectable: Recipe {
        var recipe = self
        recipe.name = nil
        recipe.seeds = 1
        recipe.select?.rounds = 1
        if let select { recipe.select?.committee = select.firstStudents }
        recipe.select?.strategies = []
        return recipe
    }
}

extension SelectionPool {
    /// The training examples of a recipe, as its networks see them in a validation.
    init(of recipe: Recipe) throws {
        let data = try recipe.withoutGrowth.openData()
        try self.init(data.train, form: data.form, device: data.device, workers: data.plan.workers)
    }
}
