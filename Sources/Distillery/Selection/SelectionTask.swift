import Foundation
import Torch

/// What `distill select RUN` does: the examples of a pool that a finished run's student would learn most
/// from.
public struct SelectionTask: Sendable {
    /// The folder of a finished run.
    public var run: URL
    public var strategy: SelectionStrategy
    public var count: Int
    /// The data whose training examples are chosen from; nil is the run's own.
    ///
    /// Those that the run learned from are left out.
    public var data: DataPlan?
    /// A folder of pictures, or tables of texts, to choose from in place of training examples.
    public var pool: String?
    /// Lists of examples that were asked about before, and are left out.
    public var asked: [URL]
    /// Whether the run's teacher is compared with its students.
    public var withTeacher: Bool
    /// Of a score with `+diversity`: how many times as many examples the score lets through.
    public var shortlist: Int
    /// Decides what is drawn by chance, also among examples of the same score.
    public var seed: UInt64
    public var device: String
    public var threads: Int?

    public init(
        run: URL, strategy: SelectionStrategy, count: Int, data: DataPlan? = nil,
        pool: String? = nil, asked: [URL] = [], withTeacher: Bool = false, shortlist: Int = 5,
        seed: UInt64 = 1, device: String = "cpu", threads: Int? = nil
    ) {
        self.run = run
        self.strategy = strategy
        self.count = count
        self.data = data
        self.pool = pool
        self.asked = asked
        self.withTeacher = withTeacher
        self.shortlist = shortlist
        self.seed = seed
        self.device = device
        self.threads = threads
    }

    /// Chooses the examples.
    ///
    /// - Throws: `SelectionError` where the request makes no sense; what is wrong with run or data.
    public func carryOut(listener: @escaping RunListener = { _ in }) throws -> SelectedExamples {
        let device = try Device(device)
        try device.requireAvailable()
        if let threads { Engine.threads = threads }
        if withTeacher, !strategy.needsCommittee {
            throw SelectionError.option(
                name: "the strategy", found: strategy.name,
                expected: "one that compares models, where the teacher is one of them: "
                    + SelectionCatalog.scores.filter(\.needsCommittee).map(\.name)
                    .joined(separator: ", "))
        }
        let folder = RunFolder(run)
        let students = try SelectionStudents(of: folder)
        let own = try folder.readRecipe()
        var plan = try (data ?? own.data).suited(to: folder.model(of: .student))
        (plan.chosen, plan.augment) = (nil, nil)
        let form = try folder.model(of: .student).classForm(plan)
        let dataset = try open(plan, form.reader.classNames, form.channels, device: device)
        let pool = try SelectionPool(
            dataset, form: form.form, device: device, workers: plan.workers)
        let former = try formerIDs(folder, own, plan, device: device)
        let (candidates, chosen) = places(in: dataset, without: former)
        guard candidates.count >= count else {
            throw SelectionError.tooFew(
                wanted: count, found: candidates.count, pool: self.pool ?? dataset.name)
        }
        let models = try students.models(
            for: strategy, withTeacher: withTeacher, device: device
        ) {
            try form.form.loadWithOwnClasses(.init(path: $0.url.path), as: nil, catalog: .builtIn)
                .model
        }
        let choice = ExampleChoice(
            strategy: strategy, count: count, shortlist: shortlist, seed: seed)
        listener(
            .began("Choosing \(count) of \(NumberFormat.whole(candidates.count)) by \(strategy)"))
        let examples = try choice.choose(from: candidates, beside: chosen, in: pool) {
            models.map(\.network)
        }
        if pool.skipped.count > 0 {
            listener(
                .warning("\(pool.skipped.count) examples could not be read, and are not chosen"))
        }
        return SelectedExamples(
            run: run.relativePath, strategy: strategy.name, pool: self.pool ?? dataset.name,
            candidates: candidates.count,
            models: strategy.isRandom ? [] : models.map(\.name),
            examples: examples.map { .init($0, of: dataset) })
    }

    /// The examples that are chosen from.
    private func open(
        _ plan: DataPlan, _ classNames: [String], _ channels: Int, device: Device
    ) throws -> any Dataset {
        guard let pool else { return try TrainingData(plan, device: device).train }
        if plan.isText { return try plan.openUnlabelledTexts(at: pool) }
        return try plan.pictures(
            in: (pool as NSString).expandingTildeInPath, classNames, channels: channels)
    }

    /// What was asked about before: the lists' examples, and those that the run learned from.
    private func formerIDs(
        _ folder: RunFolder, _ own: Recipe, _ plan: DataPlan, device: Device
    ) throws -> Set<ExampleID> {
        let listed = try asked.flatMap { try ChosenList(contentsOf: $0).ids }
        let isOwn = pool == nil ? plan.hasSource(of: own.data) : pool == own.data.unlabelled
        guard isOwn else { return Set(listed) }
        if let list = try folder.withOwnList(own.data).chosenList {
            return Set(listed + list.ids)
        }
        let learned = try TrainingData(own.resolvedData, device: device).train
        return Set(listed + (0..<learned.count).map { learned.id(at: $0) })
    }

    private func places(
        in dataset: any Dataset, without former: Set<ExampleID>
    ) -> (candidates: [Int], former: [Int]) {
        var (candidates, found): ([Int], [Int]) = ([], [])
        for place in 0..<dataset.count {
            if former.contains(dataset.id(at: place)) {
                found.append(place)
            } else {
                candidates.append(place)
            }
        }
        return (candidates, found)
    }
}

extension DataPlan {
    /// Whether ids of the one mean the same examples as in the other.
    fileprivate func hasSource(of other: DataPlan) -> Bool {
        dataset == other.dataset && directory == other.directory && table == other.table
            && synthetic == other.synthetic && addresses == other.addresses
    }
}

extension ModelFolder {
    /// What brings a plan's examples to the folder's model.
    ///
    /// - Throws: `SelectionError.task` for a model that answers with no classes.
    fileprivate func classForm(_ plan: DataPlan) throws -> ModelForm {
        if holdsText {
            let task = try TextFolder(url).configuration().task
            guard case .classification = task else { throw SelectionError.task(task.name) }
        }
        var tokens = plan.tokens ?? TokenPlan()
        tokens.maxLength = tokens.length
        return try form(tokens: tokens, fit: plan.fit)
    }
}
