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
    let phases: [TrainingPhase]
    private let pair: MapPair
    private let method: FactorTransfer

    var taps: Taps { pair.taps }

    init(_ method: FactorTransfer, in setting: MethodSetting) throws {
        let kind = FactorTransfer.kind
        pair = try setting.mapPair(method.taps, at: .lastStage, for: kind)
        let channels = pair.teacher.channels
        let factors = max(1, Int(Double(channels) * method.ratio))
        paraphraser = try Paraphraser(channels: channels, factors: factors)
        translator = try .translator(channels: pair.student.channels, factors: factors)
        let epochs = try setting.startUpEpochs(method.startUpEpochs, for: kind)
        phases = epochs > 0 ? [TrainingPhase("paraphraser", epochs: epochs, studentPaths: [])] : []
        self.method = method
    }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let (student, teacher) = try pair.maps(step)
        if step.phase != nil {
            let decoded = try paraphraser.decoder(paraphraser.encoder(teacher))
            return [LossTerm("paraphraser", try decoded.squaredError(from: teacher))]
        }
        let taught = try withoutGradients { try paraphraser.encoder(teacher) }
        let own = try translator(student)
        let distance = try (own.factor(over: pair.grid) - taught.factor(over: pair.grid))
            .absoluteValue().mean()
        return [
            LossTerm("factors", distance, weight: method.weight.value(at: step)),
            try .labels(step, weight: method.labelWeight),
        ]
    }
}

extension Tensor {
    /// The map `[N, C, H, W]`, averaged into a grid, as one vector of length 1: `[N, h · w]`.
    fileprivate func factor(over grid: [Int]) throws(TorchError) -> Tensor {
        try averaged(to: grid).square().mean(dimension: 1).flattened(from: 1)
            .withUnitLength(along: 1)
    }
}
