import Torch

/// No pictures at all: a generator is trained against the teacher, and draws what the student learns from.
///
/// Of the data, only size, classes and the validation examples are used.
/// - `dafl` (Chen et al.): pictures that the teacher is sure of, that excite it, and that are of all
///   classes alike: `one-hot · CE(z_t, argmax z_t) + activation · (−mean |f_t|) + entropy · Σ p̄ log₁₀ p̄`
///   for the generator, `weight · T² · KL(teacher ‖ student)` for the student.
/// - `dfad` (Fang et al.): pictures that student and teacher disagree on: both play for
///   `weight · mean |z_s − z_t|`, which the student lowers and the generator raises.
public struct DataFreeDistillation: Method {
    public static let kind = "data-free"
    public static let summary = "without pictures: a generator draws what the teacher knows"
    public static let paper = Paper(
        "Chen et al.; Fang et al.",
        "Data-Free Learning of Student Networks (DAFL); Data-Free Adversarial Distillation (DFAD)",
        2019)
    public static let options: [MethodOption<Self>] = [
        MethodOption(choice: "form", \.form), .count("latent", \.latent), .weight(\.weight),
        .positive("temperature", \.temperature), .notNegative("one-hot", \.oneHot),
        .notNegative("activation", \.activation), .notNegative("entropy", \.entropy),
        .positive("generator-learning-rate", \.generatorLearningRate),
        MethodOption("generator-every", \.generatorEvery, expected: "from 1 to 1000") {
            (1...1000).contains($0)
        },
    ]

    public enum Form: String, Sendable, CaseIterable { case dafl, dfad }

    public var form = Form.dafl
    /// How many random numbers a picture is drawn from.
    public var latent = 100
    /// Weighs what the student learns.
    public var weight: ScheduledNumber = 1
    /// DAFL: divides the logits of student and teacher before the softmax.
    public var temperature = 1.0
    /// DAFL: weighs that the teacher is sure.
    public var oneHot = 1.0
    /// DAFL: weighs that the teacher's features are large.
    public var activation = 0.1
    /// DAFL: weighs that the classes are balanced.
    public var entropy = 5.0
    /// The rate of the generator's own optimiser, Adam.
    public var generatorLearningRate = 1e-3
    /// The generator learns at every so many-th step; nil is 1 for DAFL and 5 for DFAD.
    public var generatorEvery: Int?

    public init() {}

    public init(form: Form) { self.form = form }

    public static var usesTrainingPictures: Bool { false }

    public var needs: MethodNeeds { [.teacher, .teacherNetwork] }

    /// How many steps of the student there are to one of the generator.
    var interval: Int { generatorEvery ?? (form == .dafl ? 1 : 5) }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        let teacher = try setting.requireTeacher(for: Self.kind)
        guard let network = teacher.network else {
            throw MethodError.needsTeacherNetwork(method: Self.kind)
        }
        guard let seen = (network as? any ImageClassifier)?.configuration else {
            throw MethodError.unsuitable(
                method: Self.kind, reason: "it draws pictures, and the teacher takes none")
        }
        return try DataFreeObjective(
            self, teacher: FrozenTeacher(network, pooled: teacher.pooled),
            generator: Generator(latent: latent, channels: seen.channels, size: seen.imageSize))
    }
}

/// Generator and student at work against the teacher.
final class DataFreeObjective: Objective {
    let generator: Generator
    /// How many steps there were.
    let turns: Buffer
    private let method: DataFreeDistillation
    private let teacher: FrozenTeacher
    /// The pictures of this step, with the generator's graph.
    private var drawn: Tensor?

    init(
        _ method: DataFreeDistillation, teacher: FrozenTeacher, generator: Generator
    ) throws(TorchError) {
        self.method = method
        self.teacher = teacher
        self.generator = generator
        turns = Buffer(try .zeros([], scalarType: .int64))
    }

    var asksTeacher: Bool { false }
    /// The generator's terms are about the batch as a whole.
    var comparesExamples: Bool { true }
    var partsOptimizer: OptimizerPlan? {
        OptimizerPlan(kind: .adam, learningRate: method.generatorLearningRate)
    }

    func batch(for loaded: TensorBatch) throws -> TensorBatch {
        let noise = try Tensor.randomNormal([loaded.count, method.latent])
            .to(loaded.inputs.device)
        let turn = Int(try turns.tensor.item()) + 1
        try withoutGradients { try turns.tensor.fill(with: Double(turn)) }
        let pictures = try generator(noise)
        let drawn = try turn % method.interval == 0 ? pictures : pictures.detached()
        self.drawn = drawn
        // DAFL's student learns behind the generator's back, DFAD's against it.
        let shown = try method.form == .dafl ? drawn.detached() : drawn.reversingGradient()
        return TensorBatch(
            indices: loaded.indices, inputs: shown,
            targets: try .unknown(loaded.count, device: shown.device), ids: loaded.ids,
            view: loaded.view)
    }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let weight = method.weight.value(at: step)
        switch method.form {
        case .dfad:
            let shown = try step.requireInputs(for: DataFreeDistillation.kind)
            let logits = try teacher.answer(shown).logits
            return [
                LossTerm(
                    "disagreement",
                    try GeneratorLoss.disagreement(student: step.student, teacher: logits),
                    weight: weight)
            ]
        case .dafl:
            guard let drawn else { throw MethodError.noTeacher }
            let answer = try teacher.answer(drawn)
            let soft = SoftTargetLoss(temperature: .scheduled(.constant(method.temperature)))
            let loss = try soft(student: step.student, teacher: answer.logits.detached())
            return [
                LossTerm("soft", loss, weight: weight),
                LossTerm(
                    "one-hot", try GeneratorLoss.oneHot(answer.logits), weight: method.oneHot),
                LossTerm(
                    "activation", try GeneratorLoss.activation(answer.features),
                    weight: method.activation),
                LossTerm(
                    "entropy", try GeneratorLoss.informationEntropy(answer.logits),
                    weight: method.entropy),
            ]
        }
    }
}
