import Torch

/// Factors in place of features: an autoencoder first finds what is essential in the teacher's maps,
/// and the student, through a translator, learns that.
///
/// With `F(x)` the map `mean over channels of x²`, flattened and at length 1, of the translator's
/// output and of the paraphraser's middle:
///
/// `weight · mean |F(student) − F(teacher)| + label-weight · cross-entropy`.
///
/// A start-up phase trains the paraphraser alone, on `mean (decoded − teacher's map)²`; the student
/// waits, and the paraphraser is fixed afterwards.
public struct FactorTransfer: Method {
    public static let kind = "factor-transfer"
    public static let summary = "factors of the last map, found by an autoencoder"
    public static let paper = Paper(
        "Kim, Park and Kwak",
        "Paraphrasing Complex Network: Network Compression via Factor Transfer", 2018)
    public static let options: [MethodOption<Self>] =
        [
            .weight(\.weight),
            MethodOption("ratio", \.ratio, expected: "above 0 and at most 1") { $0 > 0 && $0 <= 1 },
            .startUpEpochs(\.startUpEpochs), .labelWeight(\.labelWeight),
        ] + MethodOption.taps(\.taps)

    public var weight: ScheduledNumber = 200
    /// The factors for each channel of the teacher's map.
    public var ratio = 0.5
    /// Nil is an eighth of the epochs; 0 leaves the paraphraser as it was drawn.
    public var startUpEpochs: Int?
    public var labelWeight: ScheduledNumber = 1
    public var taps = TapChoice()

    public init() {}

    public var needs: MethodNeeds { [.teacher, .labels, .taps] }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        try FactorObjective(self, in: setting)
    }
}

/// Factor transfer at work.
///
/// Parts: `paraphraser`, `translator.N.conv`, `translator.N.bn`.
final class FactorObjective: Objective {
    let paraphraser: Paraphraser
    let translator: Sequential
    let taps: Taps
    let phases: [TrainingPhase]
    private let pair: TapPair
    private let method: FactorTransfer

    init(_ method: FactorTransfer, in setting: MethodSetting) throws {
        let kind = FactorTransfer.kind
        let pairs = try setting.pairs(method.taps, at: .lastStage, for: kind)
        try pairs.requireMaps(for: kind)
        pair = try pairs.requireOne(for: kind)
        taps = pairs.taps
        let channels = pair.teacher.channels
        let factors = max(1, Int(Double(channels) * method.ratio))
        paraphraser = try Paraphraser(channels: channels, factors: factors)
        translator = try .translator(channels: pair.student.channels, factors: factors)
        let epochs = try setting.startUpEpochs(method.startUpEpochs, for: kind)
        phases = epochs > 0 ? [TrainingPhase("paraphraser", epochs: epochs, studentPaths: [])] : []
        self.method = method
    }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let teacher = try step.teacher(at: pair.teacher.path)
        if step.phase != nil {
            let decoded = try paraphraser.decoder(paraphraser.encoder(teacher))
            return [LossTerm("paraphraser", try decoded.squaredError(from: teacher))]
        }
        let taught = try withoutGradients { try paraphraser.encoder(teacher) }
        let own = try translator(step.student(at: pair.student.path))
        let size = zip(own.shape, taught.shape).suffix(2).map { min($0, $1) }
        let distance = try (own.factor(size) - taught.factor(size)).absoluteValue().mean()
        return [
            LossTerm("factors", distance, weight: method.weight.value(at: step)),
            try .labels(step, weight: method.labelWeight),
        ]
    }
}

extension Tensor {
    /// The map `[N, C, H, W]`, averaged down to a size, as one vector of length 1: `[N, h · w]`.
    fileprivate func factor(_ size: [Int]) throws(TorchError) -> Tensor {
        let map = Array(shape.suffix(2)) == size ? self : try adaptiveAveragePool2d(size)
        let energy = try map.square().mean(dimension: 1).flattened(from: 1)
        return try energy / energy.norm(dimensions: [1], keeping: true).clamped(minimum: 1e-12)
    }
}

extension [TapPair] {
    /// The one pair of a method that compares no more.
    func requireOne(for method: String) throws(MethodError) -> TapPair {
        guard count == 1 else {
            throw .unsuitable(
                method: method,
                reason: "it compares one pair of taps, and the recipe names \(count); name one in "
                    + "'student-taps' and one in 'teacher-taps'")
        }
        return self[0]
    }
}
