import Foundation

/// Writes down how a training goes: metrics log, TensorBoard, and the events that the tool shows.
final class TrainingRecorder {
    private let job: TrainingJob
    private let environment: TrainingEnvironment
    /// None where the training was finished before, so that no empty file is begun.
    private let events: EventFileWriter?
    private let interval: Int
    private var lastTold = ContinuousClock.now - .seconds(10)
    private var windowBegan = ContinuousClock.now
    private var windowExamples = 0
    private var epochBegan = ContinuousClock.now
    private var latestLoss = Double.nan

    /// - Parameters:
    ///   - resumedAt: the checkpoint that the training goes on from.
    ///   - interval: steps between two points of the log.
    init(
        job: TrainingJob, in environment: TrainingEnvironment, resumedAt former: TrainingProgress?,
        interval: Int
    ) throws {
        self.job = job
        self.environment = environment
        self.interval = max(1, interval)
        let isFinished = former?.isFinished ?? false
        events =
            isFinished ? nil : try EventFileWriter(folder: environment.folder.events(of: job))
        try environment.metrics.truncate(
            role: job.role, seed: job.seed, afterStep: former?.step ?? -1,
            epoch: former?.epoch ?? 0)
        if let former { try events?.markResumption(step: former.step) }
    }

    /// Takes note of one optimiser step.
    func stepped(
        terms: [String: Double], learningRate: Double, examples: Int, steps: Int,
        progress: inout TrainingProgress
    ) throws {
        progress.sums.steps += 1
        for (name, value) in terms { progress.sums.add(name, value) }
        latestLoss = terms[MetricName.loss] ?? latestLoss
        windowExamples += examples
        let now = ContinuousClock.now
        if (now - lastTold).seconds >= 0.1 || progress.step == steps {
            environment.listener(
                .progress(
                    job: job, step: progress.step, steps: steps,
                    examplesPerSecond: windowRate(now), loss: latestLoss))
            lastTold = now
        }
        guard progress.step % interval == 0 else { return }
        var values = progress.sums.means
        values[MetricName.learningRate] = learningRate
        values[MetricName.examplesPerSecond] = windowRate(now)
        values[MetricName.peakMemoryBytes] = Double(ProcessMemory.peakBytes)
        try write(.step, values, epoch: progress.epoch + 1, step: progress.step)
        progress.sums = MetricSums()
        windowBegan = now
        windowExamples = 0
    }

    /// Takes note of an epoch's end; `progress` has counted it already.
    func finishedEpoch(score: TaskScore, epochs: Int, progress: TrainingProgress) throws {
        let now = ContinuousClock.now
        try write(
            .evaluation, [score.task.scoreMetric: score.value], epoch: progress.epoch,
            step: progress.step)
        try events?.flush()
        environment.listener(
            .epoch(
                job: job, epoch: progress.epoch, epochs: epochs, loss: latestLoss, score: score,
                seconds: (now - epochBegan).seconds))
        epochBegan = now
        windowBegan = now
        windowExamples = 0
    }

    private func windowRate(_ now: ContinuousClock.Instant) -> Double {
        Double(windowExamples) / max((now - windowBegan).seconds, 1e-9)
    }

    private func write(
        _ kind: MetricPoint.Kind, _ values: [String: Double], epoch: Int, step: Int
    ) throws {
        try environment.metrics.append(
            MetricPoint(
                kind: kind, role: job.role, seed: job.seed, epoch: epoch, step: step,
                values: values))
        try events?.addScalars(values, step: step)
    }
}
