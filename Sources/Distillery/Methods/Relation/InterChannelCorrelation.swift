import Torch

/// How channels of one example go together: what a network sees at once, and what apart.
///
/// `weight · Σ (G_s − G_t)² / (channels · batch) + label-weight · cross-entropy`, G `[channels, channels]`
/// the products between flattened channels of an example, each row of length 1. Maps may be of unlike
/// sizes; a student of other channels goes through a connector (1×1 convolution, batch norm). A
/// transformer's tokens are seen as a map.
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
        try InterChannelObjective(self, setting.mapPairs(taps, at: .lastStage, for: Self.kind))
    }
}

final class InterChannelObjective: Objective {
    let pairs: [MapPair]
    /// One a pair; nil where both have as many channels.
    let connectors: [Connector?]
    private let method: InterChannelCorrelation

    init(_ method: InterChannelCorrelation, _ pairs: [MapPair]) throws(TorchError) {
        self.method = method
        self.pairs = pairs
        connectors = try pairs.map { pair throws(TorchError) in
            pair.student.channels == pair.teacher.channels
                ? nil : try .projection(from: pair.student.tap, to: pair.teacher.tap)
        }
    }

    var taps: Taps { pairs.taps }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        var losses: [Tensor] = []
        for (connector, pair) in zip(connectors, pairs) {
            let (student, teacher) = try pair.maps(step)
            let own = try (connector?(student) ?? student).channelCorrelation()
            let taught = try teacher.channelCorrelation()
            let count = Double(taught.shape[0] * taught.shape[1])
            losses.append(try own.squaredError(from: taught, reduction: .sum) / count)
        }
        return [
            LossTerm("channels", try losses.total(), weight: method.weight.value(at: step)),
            try .labels(step, weight: method.labelWeight),
        ]
    }
}

extension Tensor {
    /// Products between channels, `[batch, channels, channels]`, rows of length 1.
    fileprivate func channelCorrelation() throws(TorchError) -> Tensor {
        let channels = try flattened(from: 2)
        return try channels.matrixProduct(with: channels.transposed(1, 2)).withUnitLength(along: 2)
    }
}
