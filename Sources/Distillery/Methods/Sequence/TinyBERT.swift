import Torch

/// The teacher's inside first, then its answers, as TinyBERT is distilled for a task.
///
/// A phase `intermediate` minimises `embedding-weight · mean((W_e e_s − e_t)²) + hidden-weight · Σ_layers
/// mean((W_h h_s − h_t)²) + attention-weight · Σ_layers mean((A_s − A_t)²)`; afterwards the loss is
/// `weight · mean(−Σ p_t log p_s) + label-weight · cross-entropy`, `p = softmax(z / temperature)`.
/// Layers are paired uniformly; means leave padding out. With `stages: one` both are minimised at once.
public struct TinyBERT: Method {
    public static let kind = "tinybert"
    public static let summary = "embeddings, states and attention first, then soft answers"
    public static let paper = Paper(
        "Jiao et al.", "TinyBERT: Distilling BERT for Natural Language Understanding", 2020)
    public static let options: [MethodOption<Self>] = [
        .weight(\.weight), .positive("temperature", \.temperature),
        .weight(\.embeddingWeight, key: "embedding-weight"),
        .weight(\.hiddenWeight, key: "hidden-weight"),
        .weight(\.attentionWeight, key: "attention-weight"),
        MethodOption(choice: "stages", \.stages), .startUpEpochs(\.startUpEpochs),
        .labelWeight(\.labelWeight),
    ]

    /// Whether the inside comes beside the answers or before them.
    public enum Stages: String, Sendable, CaseIterable { case one, two }

    /// Of the answers.
    public var weight: ScheduledNumber = 1
    public var temperature = 1.0
    public var embeddingWeight: ScheduledNumber = 1
    public var hiddenWeight: ScheduledNumber = 1
    public var attentionWeight: ScheduledNumber = 1
    public var stages = Stages.two
    /// Epochs of the inside alone; left open an eighth of the plan's.
    public var startUpEpochs: Int?
    public var labelWeight: ScheduledNumber = 0

    public init() {}

    public var needs: MethodNeeds { [.teacher, .labels, .taps, .tokens] }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        try TinyBERTObjective(self, for: setting)
    }
}

final class TinyBERTObjective: Objective {
    let method: TinyBERT
    let embeddings: StateMatch
    let hidden: StateMatch
    let attention: [TokenRelation]
    let phases: [TrainingPhase]

    init(_ method: TinyBERT, for setting: MethodSetting) throws {
        let kind = TinyBERT.kind
        self.method = method
        attention = try setting.attention(.uniform, for: kind)
        embeddings = try StateMatch([setting.embeddingPair(for: kind)], for: kind)
        hidden = try StateMatch(setting.statePairs(.uniform, for: kind), sharing: true, for: kind)
        switch method.stages {
        case .one:
            guard method.startUpEpochs == nil else {
                throw MethodError.unsuitable(
                    method: kind,
                    reason: "'start-up-epochs' belongs to 'stages: two'; leave one of them out")
            }
            phases = []
        case .two:
            let epochs = try setting.startUpEpochs(method.startUpEpochs, for: kind)
            phases = [TrainingPhase("intermediate", epochs: epochs)]
        }
    }

    var taps: Taps {
        attention.reduce(embeddings.taps.union(hidden.taps)) { $0.union($1.taps) }
    }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        guard method.stages == .two else { return try inside(step) + answers(step) }
        return try step.phase == nil ? answers(step) : inside(step)
    }

    private func inside(_ step: DistillationStep) throws -> [LossTerm] {
        let mask = try TokenMask(step, for: TinyBERT.kind)
        let attended = RelationObjective.Part(
            name: "attention", relations: attention, measure: .squaredError,
            weight: method.attentionWeight)
        return [
            LossTerm(
                "embeddings", try embeddings.squaredError(step, mask),
                weight: method.embeddingWeight.value(at: step)),
            LossTerm(
                "states", try hidden.squaredError(step, mask),
                weight: method.hiddenWeight.value(at: step)),
            try attended.term(step, mask),
        ]
    }

    private func answers(_ step: DistillationStep) throws -> [LossTerm] {
        let target = try (step.requireTeacher() / method.temperature).softmax(dimension: -1)
        let predictedLog = try (step.student / method.temperature).logSoftmax(dimension: -1)
        let loss = try -(target * predictedLog).sum(dimension: -1).mean()
        return [
            LossTerm("answers", loss, weight: method.weight.value(at: step)),
            try .labels(step, weight: method.labelWeight),
        ]
    }
}
