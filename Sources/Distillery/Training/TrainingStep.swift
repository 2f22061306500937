import Torch

/// One optimiser step on one batch: the teacher's answer, the student's, the loss, back, the update.
///
/// ```swift
/// let step = TrainingStep(
///     model: student, method: KnowledgeDistillation(), teacher: teacher, plan: TrainingPlan())
/// while let batch = try loader.next() { losses = try step(TensorBatch(batch, device: .cpu)) }
/// ```
public final class TrainingStep {
    public let optimizer: any Optimizer
    private let model: any Layer
    private let method: any Method
    private let teacher: (any Teacher)?
    private let device: Device
    private let precision: ScalarType?
    private let microBatch: Int?
    /// Saves memory where a batch must stay whole; nil where it may be split or memory is no matter.
    private let recomputation: Recomputation?
    /// Whether blocks are computed again in the backward pass, which no smaller micro-batch helps.
    public var recomputes: Bool { recomputation != nil }
    private let clipNorm: Double?
    /// Keeps small gradients of half precision above zero; nil for other formats.
    let scaler: GradientScaler?

    /// Moves the model to `device`, channels last in memory, and makes the plan's optimiser for it.
    ///
    /// From here on the process keeps the memory that tensors free (`Engine.keepFreedMemory`).
    public init(
        model: any Layer, method: any Method, teacher: (any Teacher)? = nil, plan: TrainingPlan,
        device: Device = .cpu
    ) throws(TorchError) {
        Engine.keepFreedMemory()
        try model.move(to: device)
        try model.move(to: .channelsLast)
        self.model = model
        self.method = method
        self.teacher = teacher
        self.device = device
        precision = plan.precision.scalarType
        // Batch norms take their statistics from the batch that they see: it stays whole for them.
        let seesBatch = model.namedModules().contains { $0.module is BatchNorm }
        microBatch = seesBatch ? nil : plan.microBatch
        recomputation =
            seesBatch && plan.microBatch.map { $0 < plan.batchSize } == true
            ? Recomputation(of: model, precision: plan.precision.scalarType, on: device) : nil
        clipNorm = plan.clipNorm
        optimizer = plan.optimizer.make(for: model)
        scaler = plan.precision == .float16 ? try GradientScaler(device: device) : nil
    }

    /// Takes the step; gives the weighted terms of the loss and, as `MetricName.loss`, their sum.
    ///
    /// - Parameter epoch: the epoch that the step belongs to, from 0.
    /// - Throws: `LossNotFinite`, before the model changes, and `TorchError`.
    @discardableResult
    public func callAsFunction(_ batch: TensorBatch, epoch: Int = 0) throws -> [String: Double] {
        var measured: [String: Double] = [:]
        for part in try batch.parts(of: microBatch) {
            let share = Double(part.count) / Double(batch.count)
            let (loss, terms) = try loss(of: part, epoch: epoch)
            let value = try loss.item()
            for term in terms {
                let weighted = terms.count == 1 ? value : try term.value.item() * term.weight
                measured[MetricName.loss(term: term.name), default: 0] += weighted * share
            }
            measured[MetricName.loss, default: 0] += value * share
            guard value.isFinite else {
                try optimizer.clearGradients()
                throw LossNotFinite(terms: measured)
            }
            let shared = try share == 1 ? loss : loss * share
            try (scaler?.scaled(shared) ?? shared).backward()
        }
        if try gradientsAreFinite() {
            if let clipNorm { try optimizer.parameters.clipGradients(globalNorm: clipNorm) }
            try optimizer.step()
        }
        try scaler?.update()
        try optimizer.clearGradients()
        return measured
    }

    /// Takes the scale off the gradients; a scale that was too large costs this one update.
    private func gradientsAreFinite() throws(TorchError) -> Bool {
        guard let scaler else { return true }
        return try scaler.unscaleGradients(of: optimizer)
    }

    /// The loss to minimise, and its terms before weighting.
    private func loss(
        of part: TensorBatch, epoch: Int
    ) throws -> (sum: Tensor, terms: [LossTerm]) {
        let answer = try teacher?.logits(for: part)
        let logits = try withAutocast(precision, on: device) { () throws(TorchError) in
            guard let recomputation else { return try model(part.inputs).to(.float32) }
            return try recomputation.listen { () throws(TorchError) in
                try model(part.inputs).to(.float32)
            }
        }
        let terms = try method.terms(
            DistillationStep(student: logits, teacher: answer, targets: part.targets, epoch: epoch))
        return (try terms.weightedSum(), terms)
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

extension [LossTerm] {
    /// The sum of the terms times their weights.
    func weightedSum() throws(TorchError) -> Tensor {
        var total: Tensor?
        for term in self {
            let weighted = try term.weight == 1 ? term.value : term.value * term.weight
            if let former = total {
                total = try former + weighted
            } else {
                total = weighted
            }
        }
        if let total { return total }
        return try Tensor(scalar: Float(0))
    }
}
