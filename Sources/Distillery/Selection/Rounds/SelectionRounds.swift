import Foundation
import Torch

/// Which examples are worth asking the teacher about: the student trained on more and more of them,
/// chosen by several strategies and by chance.
///
/// Each round of each strategy and seed is a run of its own below one folder, on the examples that were
/// chosen until then; the teacher is asked about those alone. Carrying out is also resuming.
public final class SelectionRounds {
    public let recipe: Recipe
    public let folder: QueueFolder
    let plan: SelectionPlan
    private let teacher: SharedTeacher
    private let lock: RunLock
    private let stop: StopRequest
    let listener: RunListener
    /// The examples that are chosen from; opened when a choice is to be made.
    private var pool: SelectionPool?

    /// Begins rounds in a new folder, or goes on with those that are there.
    ///
    /// - Parameter recipe: its `select` says what is chosen, its `seeds` how often all of it is done.
    public static func open(
        _ recipe: Recipe, in url: URL, stop: StopRequest = StopRequest(),
        listener: @escaping RunListener = { _ in }
    ) throws -> SelectionRounds {
        let folder = QueueFolder(url, kind: .select)
        let recipe: Recipe = try RecipeTree(
            yaml: recipe.yaml(), file: folder.recipe.path
        ).decode()
        guard let plan = recipe.select else {
            throw RecipeError.missingKey(path: "", key: "select")
        }
        guard recipe.student != nil else { throw RecipeError.missingKey(path: "", key: "student") }
        try recipe.requireOneTeacher()
        try recipe.requireSelectable(plan)
        let lock = try folder.open(for: recipe)
        let fits = CommonFits(fits: [], viewsRepeat: false)
        let rounds = SelectionRounds(
            recipe, folder, plan, SharedTeacher(of: recipe, in: folder, fits), lock, stop, listener)
        for run in rounds.runs { try run.requireOwnFolder() }
        try folder.write(recipe)
        return rounds
    }

    /// Goes on with the rounds in a folder.
    public static func resume(
        _ url: URL, stop: StopRequest = StopRequest(), listener: @escaping RunListener = { _ in }
    ) throws -> SelectionRounds {
        let recipe = try QueueFolder(url, kind: .select).readRecipe()
        return try open(recipe, in: url, stop: stop, listener: listener)
    }

    private init(
        _ recipe: Recipe, _ folder: QueueFolder, _ plan: SelectionPlan, _ teacher: SharedTeacher,
        _ lock: RunLock, _ stop: StopRequest, _ listener: @escaping RunListener
    ) {
        self.recipe = recipe
        self.folder = folder
        self.plan = plan
        self.teacher = teacher
        self.lock = lock
        self.stop = stop
        self.listener = listener
    }

    /// Chooses and trains what is not there yet, and writes `selection.json` and `selection.html`.
    ///
    /// Seed by seed and round by round, so that what is stopped early has every strategy as often.
    public func execute() throws -> SelectionReport {
        let first = teacher.training(recipe)
        var queue = RunQueue(
            folder: folder, count: runs.count + (first == nil ? 0 : 1), stop: stop,
            listener: listener)
        try queue.teach(first)
        var results: [SelectionResult] = []
        var facts: [RunReport.Fact] = []
        var teaching: ModelEvaluation?
        func carryOut(_ step: SelectionStep) throws -> Bool {
            guard try choose(for: step) else { return false }
            let run = run(step)
            let outcome = try queue.carryOut(run)
            if facts.isEmpty { facts = outcome.report?.facts ?? [] }
            let evaluated = outcome.report?.model(.teacher)?.evaluations.first?.evaluation
            teaching = teaching ?? evaluated
            results.append(SelectionResult(step, outcome, in: run.folder, of: folder))
            return outcome.report != nil
        }
        for seed in recipe.allSeeds {
            guard try carryOut(SelectionStep(strategy: nil, seed: seed, round: 0)) else { continue }
            var going = plan.contestants
            for round in 1...plan.rounds {
                going = try going.filter {
                    try carryOut(SelectionStep(strategy: $0, seed: seed, round: round))
                }
            }
        }
        let report = try SelectionReport(
            recipe: recipe, plan: plan, results: results, teacher: teaching, facts: facts)
        try report.write(into: folder.url)
        return report
    }

    /// All runs but that of the teacher.
    private var runs: [QueuedRun] {
        recipe.allSeeds.flatMap { seed in
            [run(SelectionStep(strategy: nil, seed: seed, round: 0))]
                + (1...plan.rounds).flatMap { round in
                    plan.contestants.map {
                        run(SelectionStep(strategy: $0, seed: seed, round: round))
                    }
                }
        }
    }

    private func run(_ step: SelectionStep) -> QueuedRun {
        var own = recipe.alone
        own.data.chosen = step.list(in: folder).path
        own.teacher = teacher.askedByEachRun
        own.seed = step.seed
        own.seeds = step.strategy.map(plan.students) ?? plan.firstStudents
        return QueuedRun(title: step.title, recipe: own, folder: step.folder(in: folder))
    }

    /// Writes the list of a step's examples, unless it is there.
    ///
    /// - Returns: false where the run that would say which is not there, since it failed.
    private func choose(for step: SelectionStep) throws -> Bool {
        let list = step.list(in: folder)
        guard !FileManager.default.fileExists(atPath: list.path) else { return true }
        let pool = try openPool()
        let ids = (0..<pool.dataset.count).map { pool.dataset.id(at: $0) }
        let places = Dictionary(zip(ids, ids.indices)) { first, _ in first }
        let former = step.former
        let chosen = try former.map { try ChosenList(contentsOf: $0.list(in: folder)).ids } ?? []
        let taken = Set(chosen.compactMap { places[$0] })
        let choice = ExampleChoice(
            strategy: step.strategy ?? .random, count: former == nil ? plan.start : plan.count,
            shortlist: plan.shortlist, seed: step.seed, round: step.round)
        let examples = try choice.choose(
            from: ids.indices.filter { !taken.contains($0) }, beside: taken.sorted(), in: pool
        ) {
            guard let former else { return [] }
            listener(.began("Choosing \(plan.count) examples: \(step.title)"))
            return try SelectionStudents(of: former.folder(in: folder))
                .models(for: choice.strategy, device: pool.device) { model in
                    try pool.form.load(
                        ModelSource(path: model.url.path), as: nil, role: .student,
                        classNames: pool.dataset.classNames, mapping: nil, isBeginning: false,
                        catalog: .builtIn)
                }.map(\.network)
        }
        guard examples.count == choice.count else {
            throw SelectionError.tooFew(
                wanted: choice.count, found: examples.count, pool: pool.dataset.name)
        }
        try FileManager.default.createDirectory(
            at: list.deletingLastPathComponent(), withIntermediateDirectories: true)
        try ChosenList.write(chosen + examples.map { ids[$0.place] }, to: list)
        return true
    }

    /// All training examples, as the students of the runs see them.
    private func openPool() throws -> SelectionPool {
        if let pool { return pool }
        var own = recipe.alone
        own.teacher = teacher.askedByEachRun
        let opened = try SelectionPool(of: own)
        pool = opened
        return opened
    }
}
