import Foundation

/// Which method pays: the student trained alone and by every method, under the same budget.
///
/// Each method and seed is a run of its own below one folder. Carrying out is also resuming: what is
/// finished stands, and methods or seeds that a later recipe adds are trained beside it.
public final class Comparison {
    public let recipe: Recipe
    public let folder: QueueFolder
    private let methods: [(label: String, method: any Method)]
    /// What there is to tell of each method between the networks.
    private let fits: [Recipe.Fit?]
    private let teacher: SharedTeacher
    private let lock: RunLock
    private let stop: StopRequest
    private let listener: RunListener

    /// Begins a comparison in a new folder, or goes on with the one that is there.
    ///
    /// Every method is checked against data and networks first, so that a wrong request leaves
    /// nothing behind.
    ///
    /// - Parameter recipe: its `compare` names the methods, its `seeds` how often each is trained.
    public static func open(
        _ recipe: Recipe, in url: URL, stop: StopRequest = StopRequest(),
        listener: @escaping RunListener = { _ in }
    ) throws -> Comparison {
        let folder = QueueFolder(url, kind: .compare)
        let recipe: Recipe = try RecipeTree(
            yaml: recipe.yaml(), file: folder.recipe.path
        ).decode()
        try recipe.requireOneTeacher()
        let methods = try (recipe.compare ?? []).labelled()
        guard recipe.student != nil else { throw RecipeError.missingKey(path: "", key: "student") }
        if recipe.teacher == nil, let first = methods.first(where: { $0.method.needsTeacher }) {
            throw QueueError.request("'\(first.label)' needs a teacher, and the recipe has none")
        }
        let fits = try Recipe.fits(methods.map { ($0.label, recipe.alone.taught(by: $0.method)) })
        let lock = try folder.open(for: recipe)
        let comparison = Comparison(
            recipe, folder, methods, fits.fits, SharedTeacher(of: recipe, in: folder, fits), lock,
            stop, listener)
        for run in comparison.runs { try run.requireOwnFolder() }
        try folder.write(recipe)
        return comparison
    }

    /// Goes on with the comparison in a folder.
    public static func resume(
        _ url: URL, stop: StopRequest = StopRequest(), listener: @escaping RunListener = { _ in }
    ) throws -> Comparison {
        let recipe = try QueueFolder(url, kind: .compare).readRecipe()
        return try open(recipe, in: url, stop: stop, listener: listener)
    }

    private init(
        _ recipe: Recipe, _ folder: QueueFolder, _ methods: [(label: String, method: any Method)],
        _ fits: [Recipe.Fit?], _ teacher: SharedTeacher, _ lock: RunLock, _ stop: StopRequest,
        _ listener: @escaping RunListener
    ) {
        self.recipe = recipe
        self.folder = folder
        self.methods = methods
        self.fits = fits
        self.teacher = teacher
        self.lock = lock
        self.stop = stop
        self.listener = listener
    }

    /// Trains what is not trained yet, and writes `comparison.json` and `comparison.html`.
    ///
    /// Seed by seed, so that a comparison that is stopped early has every method as often.
    public func execute() throws -> ComparisonReport {
        let first = teacher.training(recipe)
        var queue = RunQueue(
            folder: folder, count: contestants.count * recipe.seeds + (first == nil ? 0 : 1),
            stop: stop, listener: listener)
        try queue.teach(first)
        if let plan = teacher.labelling(recipe) { try queue.label(plan, for: runs) }
        var results: [String: [SeedResult]] = [:]
        var facts: [RunReport.Fact] = []
        var teaching: ModelEvaluation?
        for seed in recipe.allSeeds {
            for entry in contestants {
                let run = run(of: entry, seed: seed)
                let outcome = try queue.carryOut(run)
                if facts.isEmpty { facts = outcome.report?.facts ?? [] }
                let evaluated = outcome.report?.model(.teacher)?.evaluations.first?.evaluation
                teaching = teaching ?? evaluated
                results[entry.label, default: []].append(
                    try SeedResult(seed: seed, outcome, in: run.folder))
            }
        }
        let report = try ComparisonReport(
            recipe: recipe, yaml: recipe.yaml(), teacher: teaching,
            control: results["control"] ?? [],
            methods: try zip(methods, fits).map { entry, fit in
                try MethodResult(
                    label: entry.label, method: entry.method, runs: results[entry.label] ?? [],
                    methodParameters: fit?.methodParameters, against: results["control"])
            },
            facts: facts)
        try report.write(into: folder.url)
        return report
    }

    private typealias Contestant = (label: String, method: any Method, taps: [String])

    /// The control, where labels teach the task at all, and the methods, with what each listens to in
    /// the teacher.
    private var contestants: [Contestant] {
        let control: Contestant = ("control", LabelLearning(), [])
        return (LabelLearning().suits.contains(recipe.data.task) ? [control] : [])
            + zip(methods, fits).map { ($0.label, $0.method, $1?.taps.teacher ?? []) }
    }

    /// All runs but that of the teacher.
    private var runs: [QueuedRun] {
        recipe.allSeeds.flatMap { seed in contestants.map { run(of: $0, seed: seed) } }
    }

    private func run(of contestant: Contestant, seed: UInt64) -> QueuedRun {
        var own = recipe.alone.taught(by: contestant.method)
        own.teacher = teacher.plan(for: contestant.method, taps: contestant.taps)
        own.seed = seed
        own.seeds = 1
        let place = folder.url.appending(path: contestant.label).appending(path: "seed-\(seed)")
        return QueuedRun(
            title: "\(contestant.label), seed \(seed)", recipe: own, folder: RunFolder(place))
    }
}

extension Recipe {
    /// The recipe with another way of teaching.
    func taught(by method: any Method) -> Recipe {
        var recipe = self
        recipe.method = AnyMethod(method)
        return recipe
    }

    /// What two comparisons must share for the runs of one to count in the other.
    var comparable: Recipe {
        var recipe = alone.taught(by: LabelLearning())
        recipe.seeds = 1
        return recipe
    }

    /// What a comparison or a search is about: its name, or data and student.
    public var subject: String {
        name ?? "\(data.dataset)-\(student?.model.kind ?? "student")"
    }
}
