import Foundation
import Torch

/// Trains one model, from wherever its last checkpoint stands to the end of its plan.
///
/// Data order, views, initial weights and dropout depend on the job's seed alone, so a resumed
/// training gives, on one CPU thread, the same weights to the bit as one that was never stopped.
final class Trainer {
    let job: TrainingJob
    let model: any Classifier
    var objective: any Objective { step.objective }
    private let step: TrainingStep
    private let plan: TrainingPlan
    private let environment: TrainingEnvironment
    private let schedule: any LearningRateSchedule
    private let recorder: TrainingRecorder
    private let stepsAnEpoch: Int
    private let phases: TrainingPhases
    private var progress = TrainingProgress()
    private var lastCheckpoint = ContinuousClock.now
    /// The weighted terms of the latest step's loss, and their sum.
    private var latestTerms: [String: Double] = [:]
    private var optimizer: any Optimizer { step.optimizer }

    /// The seed is planted before `makeModel`, so that it decides the initial weights; those of the
    /// method's parts are drawn after them, so that they change nothing in the student's.
    init(
        job: TrainingJob, plan: TrainingPlan, in environment: TrainingEnvironment,
        makeModel: () throws -> any Classifier,
        makeObjective: (any Classifier) throws -> any Objective,
        makeTeacher: (any Objective) throws -> (any Teacher)?
    ) throws {
        try RandomGenerator.seed(job.seed)
        model = try makeModel()
        let objective = try makeObjective(model)
        let begun = try RandomGenerator().state()
        let teacher = try makeTeacher(objective)
        try RandomGenerator().restore(begun)
        step = try TrainingStep(
            model: model, objective: objective, teacher: teacher, plan: plan,
            device: environment.device)
        self.job = job
        self.plan = plan
        self.environment = environment
        stepsAnEpoch = environment.data.batchesAnEpoch(batchSize: plan.batchSize)
        schedule = plan.schedule.make()
        phases = try TrainingPhases(objective.phases, epochs: plan.epochs)
        let last = environment.folder.lastCheckpoint(of: job)
        try step.begin(phases.at(try Checkpoint.progress(at: last)?.epoch ?? 0).phase)
        let restored = try Checkpoint.restore(
            from: last, model: model, parts: objective, optimizer: step.optimizer,
            partsOptimizer: step.partsOptimizer, scaler: step.scaler)
        progress = restored ?? progress
        if restored == nil, let teacher {
            try objective.fitParts(
                to: teacher, seed: job.seed, batchSize: plan.batchSize, in: environment)
        }
        recorder = try TrainingRecorder(
            job: job, in: environment, resumedAt: restored, interval: stepsAnEpoch / 20)
    }

    /// Trains to the end; the model then holds the weights that the plan keeps.
    func run() throws {
        do {
            while !progress.isFinished {
                try trainEpoch()
                try finishEpoch()
            }
        } catch let error as TorchError {
            guard case .outOfMemory(_, let message) = error else { throw error }
            let batch = step.recomputes ? plan.batchSize : plan.microBatch ?? plan.batchSize
            throw RunError.outOfMemory(
                job: "\(job)", batch: batch,
                microBatch: step.recomputes || batch == 1 ? nil : batch / 2, message: message)
        }
        if plan.keep == .best, progress.best != nil {
            try model.load(weightsAt: environment.folder.bestWeights(of: job))
            if !objective.furtherTasks.isEmpty {
                let parts = try StateDictionary.load(from: environment.folder.bestParts(of: job))
                try objective.load(
                    Dictionary(try parts.entries.map { ($0.name, try Tensor($0.tensor)) }) {
                        first, _ in first
                    })
            }
        }
        model.setTraining(false)
    }

    private func trainEpoch() throws {
        let part = phases.at(progress.epoch)
        if part.phase != step.phase { try step.begin(part.phase) }
        // A student that a phase leaves as it is keeps its statistics, too.
        model.setTraining(part.phase?.studentPaths?.isEmpty != true)
        step.objective.setTraining(true)
        let loader = environment.data.trainingBatches(
            seed: job.seed, epoch: progress.epoch, batchSize: plan.batchSize,
            startBatch: progress.batch, views: environment.views)
        while progress.batch < stepsAnEpoch, let batch = try loader.next() {
            let begun = ContinuousClock.now
            let terms = try train(on: batch, in: part)
            progress.batch = loader.position
            progress.step += 1
            progress.seconds += (ContinuousClock.now - begun).seconds
            try recorder.stepped(
                terms: terms, learningRate: optimizer.learningRate, examples: batch.count,
                steps: stepsAnEpoch * plan.epochs, progress: &progress)
            try checkpointIfDue()
        }
    }

    /// One optimiser step; gives the weighted terms of the loss and their sum.
    private func train(
        on batch: TensorBatch, in part: TrainingPhases.Part
    ) throws -> [String: Double] {
        let length = TrainingLength(epochs: part.epochs, stepsPerEpoch: stepsAnEpoch)
        let place = progress.step - part.start * stepsAnEpoch
        schedule.apply(
            to: optimizer, baseRate: plan.optimizer.learningRate, at: place, of: length)
        if let parts = step.partsOptimizer, let own = objective.partsOptimizer {
            schedule.apply(to: parts, baseRate: own.learningRate, at: place, of: length)
        }
        do {
            latestTerms = try step(
                batch, epoch: progress.epoch - part.start, of: part.epochs)
            return latestTerms
        } catch let error as LossNotFinite {
            throw notFinite(error.terms)
        }
    }

    private func finishEpoch() throws {
        try requireFiniteState()
        let score = try environment.data.score(of: model, against: environment.teacherAnswers)
        progress.epoch += 1
        progress.batch = 0
        let isBest = progress.best.map { score.value > $0.score } ?? true
        progress.epochsWithoutProgress = isBest ? 0 : progress.epochsWithoutProgress + 1
        if isBest {
            progress.best = .init(epoch: progress.epoch, score: score.value)
            try model.save(to: environment.folder.bestWeights(of: job))
            // Heads that are handed over with the student are those of the same epoch.
            if !objective.furtherTasks.isEmpty {
                try objective.save(to: environment.folder.bestParts(of: job))
            }
        }
        let patienceIsOver = plan.patience.map { progress.epochsWithoutProgress >= $0 } ?? false
        progress.isFinished = progress.epoch >= plan.epochs || patienceIsOver
        try recorder.finishedEpoch(score: score, epochs: plan.epochs, progress: progress)
        try checkpoint()
    }

    private func checkpointIfDue() throws {
        let isStopping = environment.stop.isStopping
        let isDue = (ContinuousClock.now - lastCheckpoint).seconds >= plan.checkpointSeconds
        if isDue || isStopping {
            try requireFiniteState()
            try checkpoint()
        }
        if isStopping { throw RunError.interrupted(folder: environment.folder.url.path) }
    }

    private func checkpoint() throws {
        try Checkpoint(
            model: model.state(), parts: objective.state(), optimizer: step.optimizer.state(),
            partsOptimizer: step.partsOptimizer?.state() ?? [], scaler: step.scaler?.state() ?? [],
            random: RandomGenerator().state(),
            progress: progress
        ).write(to: environment.folder.lastCheckpoint(of: job))
        lastCheckpoint = .now
    }

    /// Keeps weights that a step has ruined out of the last good checkpoint.
    private func requireFiniteState() throws {
        for (_, tensor) in model.state() + objective.state() where try !tensor.isFinite() {
            throw RunError.weightsNotFinite(
                job: "\(job)", epoch: progress.epoch + 1, step: progress.step,
                terms: latestTerms, checkpoint: goodCheckpoint)
        }
    }

    private func notFinite(_ terms: [String: Double]) -> RunError {
        .lossNotFinite(
            job: "\(job)", epoch: progress.epoch + 1, step: progress.step + 1, terms: terms,
            checkpoint: goodCheckpoint)
    }

    /// The path of the last checkpoint, if there is one.
    private var goodCheckpoint: String? {
        let path = environment.folder.lastCheckpoint(of: job).path
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }
}

extension Duration {
    /// The duration in seconds.
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
