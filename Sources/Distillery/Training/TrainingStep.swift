import Torch

/// One optimiser step on one batch: the teacher's answer, the student's, the loss, back, the update.
///
/// ```swift
/// let step = try TrainingStep(
///     model: student, method: KnowledgeDistillation(), teacher: teacher, plan: TrainingPlan())
/// while let batch = try loader.next() { losses = try step(TensorBatch(batch, device: .cpu)) }
/// ```
public final class TrainingStep {
    /// The student's optimiser, which also trains a method's parts unless they have their own.
    public private(set) var optimizer: any Optimizer
    /// The optimiser of the method's parts, where it asks for one of its own.
    public private(set) var partsOptimizer: (any Optimizer)?
    public let objective: any Objective
    private let model: any Layer
    private let teacher: (any Teacher)?
    private let plan: TrainingPlan
    private let device: Device
    private let precision: ScalarType?
    private let microBatch: Int?
    private let taps: TapSession?
    /// Saves memory where a batch must stay whole; nil where it may be split or memory is no matter.
    private let recomputation: Recomputation?
    /// Whether blocks are computed again in the backward pass, which no smaller micro-batch helps.
    public var recomputes: Bool { recomputation != nil }
    /// The phase before the main one that steps belong to; nil in the main one.
    public private(set) var phase: TrainingPhase?
    /// Keeps small gradients of half precision above zero; nil for other formats.
    let scaler: GradientScaler?

    /// Moves model and parts to `device`, channels last in memory, and makes the plan's optimiser.
    ///
    /// From here on the process keeps the memory that tensors free (`Engine.keepFreedMemory`).
    public init(
        model: any Layer, objective: any Objective, teacher: (any Teacher)? = nil,
        plan: TrainingPlan, device: Device = .cpu
    ) throws {
        Engine.keepFreedMemory()
        for module in [model, objective] as [any Module] {
            try module.move(to: device)
            try module.move(to: .channelsLast)
        }
        self.model = model
        self.objective = objective
        self.teacher = teacher
        self.plan = plan
        self.device = device
        precision = plan.precision.scalarType
        let listened = objective.taps.student
        taps = listened.isEmpty ? nil : try TapSession(listened, in: model)
        // Batch norms take their statistics from the batch that they see: it stays whole for them.
        let seesBatch =
            objective.comparesExamples
            || [model, objective].contains { (module: any Module) in
                module.namedModules().contains { $0.module is BatchNorm }
            }
        microBatch = seesBatch ? nil : plan.microBatch
        recomputation =
            seesBatch && plan.microBatch.map { $0 < plan.batchSize } == true
            ? Recomputation(
                of: model, keeping: listened, precision: plan.precision.scalarType, on: device)
            : nil
        optimizer = plan.optimizer.make(for: [model])
        scaler = plan.precision == .float16 ? try GradientScaler(device: device) : nil
        makeOptimizers()
    }

    /// A step of a method that listens to logits alone and trains nothing of its own.
    public convenience init(
        model: any Layer, method: any StatelessMethod, teacher: (any Teacher)? = nil,
        plan: TrainingPlan, device: Device = .cpu
    ) throws {
        try self.init(
            model: model, objective: StatelessObjective(method), teacher: teacher, plan: plan,
            device: device)
    }

    /// Begins a phase, nil for the main one, with fresh optimisers.
    public func begin(_ phase: TrainingPhase?) throws {
        self.phase = phase
        let wanted = phase.map(\.studentPaths) ?? objective.mainPaths
        for (path, parameter) in model.namedParameters() {
            let isWanted = wanted?.contains { path == $0 || path.hasPrefix($0 + ".") } ?? true
            if parameter.isTrainable != isWanted { try parameter.setTrainable(isWanted) }
        }
        makeOptimizers()
    }

    private func makeOptimizers() {
        if let own = objective.partsOptimizer {
            optimizer = plan.optimizer.make(for: [model])
            partsOptimizer = own.make(for: [objective])
        } else {
            optimizer = plan.optimizer.make(for: [model, objective])
        }
    }

    /// Takes the step; gives the weighted terms of the loss and, as `MetricName.loss`, their sum.
    ///
    /// - Parameters:
    ///   - epoch: the epoch of the phase that the step belongs to, from 0.
    ///   - epochs: how many epochs the phase has.
    /// - Throws: `LossNotFinite`, before the model changes, `MethodError` and `TorchError`.
    @discardableResult
    public func callAsFunction(
        _ batch: TensorBatch, epoch: Int = 0, of epochs: Int = 1
    ) throws -> [String: Double] {
        var measured: [String: Double] = [:]
        for part in try batch.parts(of: microBatch) {
            let share = Double(part.count) / Double(batch.count)
            let terms = try terms(of: part, epoch: epoch, epochs: epochs)
            let loss = try terms.weightedSum()
            let value = try loss.item()
            for term in terms {
                let weighted = terms.count == 1 ? value : try term.value.item() * term.weight
                measured[MetricName.loss(term: term.name), default: 0] += weighted * share
            }
            measured[MetricName.loss, default: 0] += value * share
            guard value.isFinite else {
                try clearGradients()
                throw LossNotFinite(terms: measured)
            }
            let shared = try share == 1 ? loss : loss * share
            try (scaler?.scaled(shared) ?? shared).backward()
        }
        if try gradientsAreFinite() {
            if let clipNorm = plan.clipNorm {
                try optimizer.parameters.clipGradients(globalNorm: clipNorm)
            }
            try optimizer.step()
            try partsOptimizer?.step()
        }
        try scaler?.update()
        try clearGradients()
        return measured
    }

    private func clearGradients() throws {
        try optimizer.clearGradients()
        try partsOptimizer?.clearGradients()
    }

    /// Takes the scale off the gradients; a scale that was too large costs this one update.
    private func gradientsAreFinite() throws(TorchError) -> Bool {
        guard let scaler else { return true }
        return try scaler.unscaleGradients(of: [optimizer] + [partsOptimizer].compactMap { $0 })
    }

    /// The terms of the loss, before weighting.
    private func terms(of loaded: TensorBatch, epoch: Int, epochs: Int) throws -> [LossTerm] {
        let part = try objective.batch(for: loaded)
        let answer = try teacher?.answer(part)
        let logits = try studentLogits(part)
        var step = DistillationStep(
            inputs: part.inputs, student: try part.targets.answers(in: logits),
            teacher: try answer.map { try part.targets.answers(in: $0.logits) },
            studentTaps: try taps?.takeOutputs().mapValues { try $0.to(.float32) } ?? [:],
            teacherTaps: answer?.taps ?? [:], targets: part.targets, indices: part.indices,
            epoch: epoch, epochs: epochs, phase: phase?.name)
        if part.targets.places != nil { step.everyPlace = (logits, answer?.logits) }
        step.members = try (answer?.members ?? []).map { member in
            var member = member
            member.logits = try part.targets.answers(in: member.logits)
            return member
        }
        return try objective.terms(step)
    }

    /// The student's answer, in single precision; its taps then have what they heard.
    private func studentLogits(_ part: TensorBatch) throws(TorchError) -> Tensor {
        func run() throws(TorchError) -> Tensor {
            try withAutocast(precision, on: device) { () throws(TorchError) in
                guard let recomputation else { return try model(part.inputs).to(.float32) }
                return try recomputation.listen { () throws(TorchError) in
                    try model(part.inputs).to(.float32)
                }
            }
        }
        guard let taps else { return try run() }
        return try taps.listen { () throws(TorchError) in try run() }
    }
}

/// A loss became infinite or not a number.
public struct LossNotFinite: Error, Sendable, Equatable, CustomStringConvertible {
    /// The weighted terms of the loss and their sum, by the names of the metrics.
    public var terms: [String: Double]

    public var description: String {
        let values = terms.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return "the loss is not finite (\(values.joined(separator: ", "))); a lower learning rate, "
            + "a clip-norm or float32 may help"
    }
}
