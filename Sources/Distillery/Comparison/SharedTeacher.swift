import Foundation

/// The one teacher of all runs in a queue.
///
/// Where the recipe names weights, every run takes them; where it does not, a first run trains the
/// teacher, and every other takes it from that run's folder.
struct SharedTeacher {
    private let plan: TeacherPlan?
    private let folder: QueueFolder

    init(of recipe: Recipe, in folder: QueueFolder) {
        plan = recipe.teacher
        self.folder = folder
    }

    /// The run that trains the teacher; nil where it has weights or there is none.
    func training(_ recipe: Recipe) -> QueuedRun? {
        guard let plan, plan.weights == nil else { return nil }
        var own = recipe.alone
        own.student = nil
        own.seeds = 1
        own.method = AnyMethod(LabelLearning())
        return QueuedRun(title: "the teacher", recipe: own, folder: folder.teacher)
    }

    /// How a run of the queue comes by the teacher.
    ///
    /// The single place that decides it: a teacher that was trained once, or weights from elsewhere.
    func plan(for method: any Method) -> TeacherPlan? {
        guard let plan, plan.weights == nil else { return plan }
        return TeacherPlan(model: plan.model, weights: folder.teacher.url.path)
    }
}

extension Recipe {
    /// The recipe without what only a whole comparison or search is about.
    var alone: Recipe {
        var recipe = self
        recipe.name = nil
        recipe.compare = nil
        recipe.search = nil
        recipe.control = false
        return recipe
    }
}
