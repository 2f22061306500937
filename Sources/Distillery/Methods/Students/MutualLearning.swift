import Torch

/// Students that teach each other: each learns from the labels and from what the others say by now.
///
/// For each of K networks `label-weight · cross-entropy + weight · mean over the others of KL(p_other ‖ p)`
/// at temperature 1, the others cut off from autograd. The peers are trained beside the student, with its
/// optimiser, and thrown away; the student is the one that a run hands over.
public struct MutualLearning: Method {
    public static let kind = "mutual"
    public static let summary =
        "students that learn together and from each other, without a teacher"
    public static let paper = Paper("Zhang et al.", "Deep Mutual Learning", 2018)
    public static let options: [MethodOption<Self>] = [
        MethodOption("peers", \.peers, expected: "a list of one to eight networks") {
            (1...8).contains($0.count)
        },
        .weight(\.weight), .labelWeight(\.labelWeight),
    ]

    /// The other networks; nil is one more like the student.
    public var peers: [Peer]?
    public var weight: ScheduledNumber = 1
    public var labelWeight: ScheduledNumber = 1

    public init() {}

    public var needs: MethodNeeds { .labels }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        let plans: [ModelPlan?] = peers?.map(\.model) ?? [nil]
        return MutualObjective(
            self, peers: try plans.map { try setting.makeNetwork($0, for: Self.kind) })
    }

    /// What the network of these logits learns from the others': the mean of KL(p_other ‖ p), a scalar.
    static func divergence(
        of logits: Tensor, from others: [Tensor]
    ) throws(TorchError) -> Tensor {
        var sum = try Tensor.zeros([], scalarType: logits.scalarType, device: logits.device)
        for other in others { sum = try sum + other.detached().divergence(of: logits).mean() }
        return try sum / Double(max(others.count, 1))
    }
}

extension MutualLearning {
    /// A network beside the student: `resnet20`, or `{kind: mlp, hidden: [64]}`.
    public struct Peer: Codable, Sendable, Equatable {
        public var model: ModelPlan

        public init(_ model: ModelPlan) { self.model = model }

        public init(from decoder: any Decoder) throws {
            if let kind = try? decoder.singleValueContainer().decode(String.self) {
                model = ModelPlan(kind)
            } else {
                model = try ModelPlan(from: decoder)
            }
        }

        public func encode(to encoder: any Encoder) throws { try model.encode(to: encoder) }
    }
}

/// A cohort at work: the peers are this module's parts.
final class MutualObjective: Objective {
    let peers: [any Classifier]
    private let method: MutualLearning

    init(_ method: MutualLearning, peers: [any Classifier]) {
        self.method = method
        self.peers = peers
    }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let inputs = try step.requireInputs(for: MutualLearning.kind)
        let all = [step.student] + (try peers.map { try $0(inputs).to(.float32) })
        var terms: [LossTerm] = []
        for (number, logits) in all.enumerated() {
            var others = all
            others.remove(at: number)
            let mutual = try MutualLearning.divergence(of: logits, from: others)
            let hard = try step.targets.crossEntropy(of: logits)
            let prefix = number == 0 ? "" : "peer-\(number)-"
            terms.append(
                LossTerm(prefix + "mutual", mutual, weight: method.weight.value(at: step)))
            terms.append(
                LossTerm(
                    prefix + LossTerm.labels, hard, weight: method.labelWeight.value(at: step)))
        }
        return terms
    }
}
