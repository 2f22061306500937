import Foundation

/// The one teacher of all runs in a queue.
///
/// Where the recipe names weights or a store of labels, every run takes them. Where it does not, a
/// first run trains the teacher, and every other takes it from that run's folder. Where the same views
/// come again, its answers are asked for once and kept in a store that all runs share.
struct SharedTeacher {
    private let plan: TeacherPlan?
    private let folder: QueueFolder
    /// Whether views come again, so that answers can be kept.
    private let sharesLabels: Bool
    /// The teacher's taps that the shared store keeps beside its logits.
    private let storedTaps: [String]

    init(of recipe: Recipe, in folder: QueueFolder, _ fits: CommonFits) {
        plan = recipe.teacher
        self.folder = folder
        // What is asked elsewhere is asked once for all runs.
        let isCached = recipe.teacher?.cache ?? false || recipe.teacher?.elsewhere != nil
        sharesLabels =
            recipe.teacher != nil && recipe.teacher?.labels == nil && (isCached || fits.viewsRepeat)
        // Feature maps may be far larger than the pictures: they are kept only where that was asked for.
        let taps = isCached ? fits.fits.flatMap { $0?.taps.teacher ?? [] } : []
        storedTaps = taps.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// The run that trains the teacher; nil where it is there already, or there is none.
    func training(_ recipe: Recipe) -> QueuedRun? {
        guard let plan, plan.weights == nil, !plan.isAnswers else { return nil }
        var own = recipe.alone
        own.student = nil
        own.seeds = 1
        own.teacher = TeacherPlan(model: plan.model, training: plan.training)
        own.method = AnyMethod(LabelLearning())
        return QueuedRun(title: "the teacher", recipe: own, folder: folder.teacher)
    }

    /// What fills the shared store; nil where there is none.
    func labelling(_ recipe: Recipe) -> LabelPlan? {
        guard sharesLabels else { return nil }
        var own = recipe.alone
        own.teacher = plan?.elsewhere == nil ? network : plan
        // In full precision, the runs' numbers are those beside the teacher itself.
        return LabelPlan(
            own, views: plan?.views ?? 1, precision: .fp32,
            taps: storedTaps.isEmpty ? .none : .paths(storedTaps))
    }

    /// How a run of the queue comes by the teacher: the single place that decides it.
    ///
    /// - Parameter taps: what the run's method listens to in the teacher.
    func plan(for method: any Method, taps: [String]) -> TeacherPlan? {
        guard let plan, plan.labels == nil else { return plan }
        let isInStore =
            taps.allSatisfy(storedTaps.contains) && !method.needs.contains(.teacherNetwork)
        if plan.elsewhere != nil || sharesLabels && isInStore {
            return TeacherPlan(labels: folder.labels.path)
        }
        return network
    }

    /// How a run comes by the teacher that is to ask it about its own examples alone: nothing is shared
    /// but what it costs to be asked twice.
    var askedByEachRun: TeacherPlan? {
        guard var plan else { return nil }
        guard plan.elsewhere == nil else {
            plan.keepAnswers(in: folder.answers)
            return plan
        }
        return plan.labels == nil ? network : plan
    }

    /// The teacher's network, from its weights.
    private var network: TeacherPlan? {
        guard let plan else { return nil }
        return TeacherPlan(
            model: plan.model, weights: plan.weights ?? folder.teacher.url.path,
            classes: plan.classes, cache: plan.cache, views: plan.views)
    }
}

extension Recipe {
    /// Refuses several teachers, whose answers the runs of a queue cannot share.
    func requireOneTeacher() throws(QueueError) {
        guard teachers != nil else { return }
        throw .request(
            "the runs share one teacher, and the recipe has 'teachers'; of a chain, train the last one "
                + "first and name its folder in 'teacher'")
    }

    /// The recipe without what only a whole comparison or search is about.
    var alone: Recipe {
        var recipe = self
        recipe.name = nil
        recipe.compare = nil
        recipe.search = nil
        recipe.select = nil
        recipe.control = false
        return recipe
    }
}
