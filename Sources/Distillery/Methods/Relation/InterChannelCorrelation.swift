import Torch

/// How channels of one example go together: what a network sees at once, and what apart.
///
/// `weight · Σ (G_s − G_t)² / (channels · batch) + label-weight · cross-entropy`, G `[channels, channels]`
/// the products between flattened channels of an example, each row of length 1. Maps may be of unlike
/// sizes; a student of other channels goes through a connector (1×1 convolution, batch norm).
public struct InterChannelCorrelation: Method {
    public static let kind = "ickd"
    public static let summary = "how the channels of each example correlate"
    public static let paper = Paper(
        "Liu et al.",
        "Exploring Inter-Channel Correlation for Diversity-preserved Knowledge Distillation",
        2021)
    public static let options: [MethodOption<Self>] =
        [.weight(\.weight), .labelWeight(\.labelWeight)] + MethodOption.taps(\.taps)

    public var weight: ScheduledNumber = 2.5
    public var labelWeight: ScheduledNumber = 1
    /// What is compared; left open it is the end of the last stage.
    public var taps = TapChoice()

    public init() {}

    public var needs: MethodNeeds { [.teacher, .labels, .taps] }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        let pairs = try setting.pairs(taps, at: .lastStage, for: Self.kind)
        for pair in pairs {
            for tap in [pair.student, pair.teacher] where ![3, 4].contains(tap.shape.count) {
                throw MethodError.unlikeShapes(
                    method: Self.kind, student: pair.student, teacher: pair.teacher,
                    wayOut: "it needs channels with places: name modules that put out maps or "
                        + "tokens in 'student-taps' and 'teacher-taps'")
            }
        }
        return try InterChannelObjective(self, pairs, device: setting.device)
    }
}

final class InterChannelObjective: Objective {
    /// One a pair; nil where both have as many channels.
    let connectors: [Connector?]
    let taps: Taps
    private let method: InterChannelCorrelation

    init(
        _ method: InterChannelCorrelation, _ pairs: [TapPair], device: Device
    ) throws(TorchError) {
        self.method = method
        taps = pairs.taps
        var connectors: [Connector?] = []
        for pair in pairs {
            let (own, taught) = (pair.student.correlated, pair.teacher.correlated)
            let connector = own == taught ? nil : try Connector(own, taught)
            try connector?.move(to: device)
            connectors.append(connector)
        }
        self.connectors = connectors
    }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        var losses: [Tensor] = []
        for (connector, pair) in zip(connectors, try step.listening(to: taps).tapped()) {
            let student = try pair.student.asMaps()
            let own = try (connector?(student) ?? student).channelCorrelation()
            let taught = try pair.teacher.asMaps().channelCorrelation()
            let count = Double(taught.shape[0] * taught.shape[1])
            losses.append(try own.squaredError(from: taught, reduction: .sum) / count)
        }
        return [
            LossTerm(
                "channels", try Tensor.stacked(losses).sum(), weight: method.weight.value(at: step)),
            try .labels(step, weight: method.labelWeight),
        ]
    }

    /// Brings the student's maps to the teacher's channels.
    final class Connector: Layer {
        let conv: Conv2d
        let bn: BatchNorm

        init(_ inputs: Int, _ outputs: Int) throws(TorchError) {
            conv = try Conv2d(inputs, outputs, kernel: 1, bias: false)
            bn = try BatchNorm(outputs)
        }

        func forward(_ input: Tensor) throws(TorchError) -> Tensor { try bn(conv(input)) }
    }
}

extension Tap {
    /// What is correlated: channels of `[batch, channels, height, width]`, the width of tokens.
    fileprivate var correlated: Int { shape.count == 3 ? shape[2] : channels }
}

extension Tensor {
    /// Tokens `[batch, tokens, width]` as maps of one column; maps as they are.
    fileprivate func asMaps() throws(TorchError) -> Tensor {
        rank == 3 ? try transposed(1, 2).unsqueezed(3) : self
    }

    /// Products between channels, `[batch, channels, channels]`, rows of length 1.
    fileprivate func channelCorrelation() throws(TorchError) -> Tensor {
        let channels = try flattened(from: 2)
        return try channels.matrixProduct(with: channels.transposed(1, 2)).withUnitLength(along: 2)
    }
}
