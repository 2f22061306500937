extension TrainingPlan {
    /// The plan in another number of epochs: the schedule's own epochs shrink or grow with it.
    func scaled(toEpochs epochs: Int) -> TrainingPlan {
        var plan = self
        let share = Double(epochs) / Double(self.epochs)
        plan.epochs = epochs
        plan.schedule.warmUpEpochs *= share
        plan.schedule.milestones = plan.schedule.milestones.map { $0 * share }
        return plan
    }
}
