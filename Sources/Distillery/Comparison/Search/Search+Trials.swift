extension Search {
    /// What is trained: the recipe as it is, and settings that differ from it and from each other.
    static func trials(
        of recipe: Recipe, _ plan: SearchPlan
    ) throws -> (HalvingSchedule, [Trial]) {
        let base = recipe.alone
        let tree = try RecipeTree(yaml: base.yaml(), file: "the recipe")
        let given = SearchSetting(
            values: plan.keys.map { .init(key: $0.key, value: tree.text(at: $0.key) ?? "unset") })
        var trials = [Trial(number: SearchReport.givenTrial, setting: given, recipe: base)]
        let space = SearchSpace(plan.keys)
        // The recipe as it was given is one more than the grid has.
        let different = space.size.map { $0 + 1 } ?? 10_000
        let most = try plan.schedule(
            mostTrials: min(plan.trials ?? (plan.budget == nil ? 9 : 10_000), different),
            epochs: base.training.epochs
        ).rungs[0].trials
        // One more than needed: a drawn setting may be the recipe's own.
        for setting in space.settings(most, seed: base.seed) where trials.count < most {
            let made = try setting.applied(to: base)
            guard !trials.contains(where: { $0.recipe == made }) else { continue }
            trials.append(Trial(number: trials.count + 1, setting: setting, recipe: made))
        }
        return (
            try plan.schedule(mostTrials: trials.count, epochs: base.training.epochs), trials
        )
    }
}

extension SearchPlan {
    /// Keys that no trial may have of its own, since all share what they decide.
    private static let shared = [
        "teacher", "data", "seed", "seeds", "name", "control", "device", "threads", "compare",
        "search", "select", "training.epochs",
    ]

    /// Refuses keys whose values all trials have in common.
    func requireSense() throws(RecipeError) {
        for key in keys.map(\.key) {
            if Self.shared.contains(where: { key == $0 || key.hasPrefix($0 + ".") }) {
                throw .invalidValue(
                    path: "search.keys", found: "'\(key)'",
                    expected: "a key of method, training or student: all trials share the others")
            }
        }
    }

    /// The rungs for at most so many settings, within the budget if there is one.
    fileprivate func schedule(
        mostTrials: Int, epochs: Int
    ) throws(RecipeError) -> HalvingSchedule {
        guard let budget else {
            return HalvingSchedule(
                trials: mostTrials, epochs: epochs, eta: eta, minimumEpochs: minimumEpochs)
        }
        // Two trainings confirm what was found.
        let schedule = HalvingSchedule(
            budget: budget - 2 * epochs, epochs: epochs, eta: eta, minimumEpochs: minimumEpochs,
            mostTrials: mostTrials)
        guard let schedule else {
            throw .invalidValue(
                path: "search.budget", found: "\(budget)",
                expected: "at least \(3 * epochs): one training of \(epochs) epochs, and two that "
                    + "confirm it")
        }
        return schedule
    }
}
