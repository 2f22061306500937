import Foundation
import Torch

/// Tunes keys of a recipe by successive halving, each training a run of its own below one folder.
///
/// The recipe as it was given is always the first trial. Carrying out is also resuming.
public final class Search {
    public let recipe: Recipe
    public let folder: QueueFolder
    private let plan: SearchPlan
    private let schedule: HalvingSchedule
    private let trials: [Trial]
    private let teacher: SharedTeacher
    private let lock: RunLock
    private let stop: StopRequest
    private let listener: RunListener

    /// A setting with the recipe that it makes.
    struct Trial {
        var number: Int
        var setting: SearchSetting
        var recipe: Recipe
        /// What its method listens to in the teacher.
        var taps: [String] = []
    }

    /// Begins a search in a new folder, or goes on with the one that is there.
    ///
    /// Every setting is decoded, and the recipe checked against its data, before the folder is made.
    public static func open(
        _ recipe: Recipe, in url: URL, stop: StopRequest = StopRequest(),
        listener: @escaping RunListener = { _ in }
    ) throws -> Search {
        let folder = QueueFolder(url, kind: .search)
        let recipe: Recipe = try RecipeTree(
            yaml: recipe.yaml(), file: folder.recipe.path
        ).decode()
        guard let plan = recipe.search else {
            throw RecipeError.missingKey(path: "", key: "search")
        }
        guard recipe.student != nil else { throw RecipeError.missingKey(path: "", key: "student") }
        try plan.requireSense()
        try recipe.requireOneTeacher()
        let (schedule, drawn) = try trials(of: recipe, plan)
        let fits = try Recipe.fits(drawn.map { ($0.setting.text, $0.recipe) })
        let trials = zip(drawn, fits.fits).map { trial, fit in
            var trial = trial
            trial.taps = fit?.taps.teacher ?? []
            return trial
        }
        let lock = try folder.open(for: recipe)
        try folder.write(recipe)
        return Search(
            recipe, folder, plan, schedule, trials, SharedTeacher(of: recipe, in: folder, fits),
            lock,
            stop, listener)
    }

    /// Goes on with the search in a folder.
    public static func resume(
        _ url: URL, stop: StopRequest = StopRequest(), listener: @escaping RunListener = { _ in }
    ) throws -> Search {
        let recipe = try QueueFolder(url, kind: .search).readRecipe()
        return try open(recipe, in: url, stop: stop, listener: listener)
    }

    private init(
        _ recipe: Recipe, _ folder: QueueFolder, _ plan: SearchPlan, _ schedule: HalvingSchedule,
        _ trials: [Trial], _ teacher: SharedTeacher, _ lock: RunLock, _ stop: StopRequest,
        _ listener: @escaping RunListener
    ) {
        self.recipe = recipe
        self.folder = folder
        self.plan = plan
        self.schedule = schedule
        self.trials = trials
        self.teacher = teacher
        self.lock = lock
        self.stop = stop
        self.listener = listener
    }

    /// Trains what is not trained yet, and writes `search.json`, `search.html` and `best.yaml`.
    public func execute() throws -> SearchReport {
        let first = teacher.training(recipe)
        let trainings = schedule.rungs.reduce(2) { $0 + $1.trials }
        var queue = RunQueue(
            folder: folder, count: trainings + (first == nil ? 0 : 1), stop: stop,
            listener: listener)
        try queue.teach(first)
        if let plan = teacher.labelling(recipe) { try queue.label(plan, for: firstRuns) }
        var facts: [RunReport.Fact] = []
        func carryOut(
            _ trial: Trial, epochs: Int, seed: UInt64, in part: String
        ) throws -> TrialResult {
            let run = run(of: trial, epochs: epochs, seed: seed, in: part)
            let outcome = try queue.carryOut(run)
            if facts.isEmpty { facts = outcome.report?.facts ?? [] }
            let result = try SeedResult(seed: seed, outcome, in: run.folder)
            return TrialResult(
                trial: trial.number, setting: trial.setting, folder: result.folder,
                failure: result.failure, top1: result.top1, crossEntropy: result.crossEntropy,
                seconds: result.seconds)
        }

        var rungs: [SearchReport.Rung] = []
        var candidates = trials
        for (index, rung) in schedule.rungs.enumerated() {
            let results = try candidates.prefix(rung.trials).map {
                try carryOut($0, epochs: rung.epochs, seed: recipe.seed, in: "rung-\(index + 1)")
            }.sorted(by: TrialResult.isBefore)
            rungs.append(.init(epochs: rung.epochs, trials: results))
            candidates = results.filter { $0.top1 != nil }.map { trials[$0.trial - 1] }
            if candidates.isEmpty { throw allFailed(results) }
        }
        let (epochs, seed) = (recipe.training.epochs, recipe.seed &+ 1)
        let confirmed = try carryOut(candidates[0], epochs: epochs, seed: seed, in: "confirmation")
        let isGiven = candidates[0].number == SearchReport.givenTrial
        let given =
            isGiven
            ? nil : try carryOut(trials[0], epochs: epochs, seed: seed, in: "confirmation")
        let report = SearchReport(
            title: title, language: .english, dataset: recipe.data.dataset, task: recipe.data.task,
            epochs: epochs, seed: recipe.seed, keys: plan.keys, rungs: rungs,
            best: rungs[rungs.count - 1].trials[0],
            confirmation: .init(seed: seed, best: confirmed, given: given),
            bestRecipe: try bestRecipe(candidates[0]).yaml(), recipe: try recipe.yaml(),
            facts: facts)
        try report.write(into: folder.url)
        return report
    }

    /// The runs of the first rung: without them there are no others.
    private var firstRuns: [QueuedRun] {
        trials.map {
            run(of: $0, epochs: schedule.rungs[0].epochs, seed: recipe.seed, in: "rung-1")
        }
    }

    private var title: String {
        let kinds = [recipe.teacher?.model?.kind, recipe.student?.model.kind].compactMap { $0 }
        return "\(kinds.joined(separator: " → ")) on \(recipe.data.dataset)"
    }

    /// The recipe as it was given, with the winning values alone changed.
    private func bestRecipe(_ trial: Trial) throws -> Recipe {
        var best = trial.setting.values.isEmpty ? recipe : try trial.setting.applied(to: recipe)
        best.search = nil
        return best
    }

    private func run(of trial: Trial, epochs: Int, seed: UInt64, in part: String) -> QueuedRun {
        var own = trial.recipe
        own.teacher = teacher.plan(for: own.method.method, taps: trial.taps)
        own.training = own.training.scaled(toEpochs: epochs)
        own.seed = seed
        own.seeds = 1
        let place = folder.url.appending(path: part).appending(path: "trial-\(trial.number)")
        let length = "\(epochs) epoch\(epochs == 1 ? "" : "s"), seed \(seed)"
        return QueuedRun(
            title: "trial \(trial.number), \(length): \(trial.setting.text)", recipe: own,
            folder: RunFolder(place))
    }

    private func allFailed(_ results: [TrialResult]) -> QueueError {
        .runsFailed(
            count: results.count, of: results.count, folder: folder.url.path,
            command: folder.kind.rawValue, first: results.first?.failure ?? "")
    }
}
