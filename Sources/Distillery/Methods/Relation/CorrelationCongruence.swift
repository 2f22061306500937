import Foundation
import Torch

/// How examples of a batch go together, between vectors that both networks are brought to by a trained
/// linear layer each.
///
/// `weight · term + label-weight · cross-entropy`, with e `[batch, width]`. Two unlike losses go by this
/// name; `variant` chooses.
public struct CorrelationCongruence: Method {
    public static let kind = "correlation-congruence"
    public static let summary = "how the examples of a batch correlate, in a common space"
    public static let paper = Paper(
        "Peng et al.", "Correlation Congruence for Knowledge Distillation", 2019)
    public static let options: [MethodOption<Self>] =
        [
            MethodOption(choice: "variant", \.variant), .weight(\.weight),
            .positive("gamma", \.gamma),
            MethodOption("order", \.order, expected: "from 1 to 20") { (1...20).contains($0) },
            .count("width", \.width), .labelWeight(\.labelWeight),
        ] + MethodOption.taps(\.taps)

    public enum Variant: String, CaseIterable, Sendable {
        /// RepDistiller's: `mean_i Σ_d δ_i δ_(i+1)` with `δ = |e_s − e_t|`, of examples that follow
        /// one another.
        case sequential
        /// torchdistill's, after the paper: `|K_s − K_t| / batch²` of a Gaussian kernel's Taylor series
        /// `K = exp(−2 gamma) Σ_p (2 gamma)^p / p! · (e eᵀ)^p` up to `order`, powers by element.
        case taylor
    }

    public var variant = Variant.sequential
    public var weight: ScheduledNumber = 0.02
    /// The kernel's: the higher, the nearer examples have to be.
    public var gamma = 0.4
    /// The highest power of the kernel's series.
    public var order = 2
    /// Of the common space.
    public var width = 128
    public var labelWeight: ScheduledNumber = 1
    /// What is compared, one of each network; left open it is what the heads read.
    public var taps = TapChoice()

    public init() {}

    public var needs: MethodNeeds { [.teacher, .labels, .taps, .wholeBatch] }
    public var suits: Set<TaskKind> { Set(TaskKind.allCases) }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        let pairs = try setting.pairs(taps, at: .pooled, for: Self.kind)
        guard pairs.count == 1 else {
            throw MethodError.unsuitable(
                method: Self.kind,
                reason: "it has one common space, and \(pairs.count) pairs of taps are named; name "
                    + "one of each network")
        }
        return try CorrelationCongruenceObjective(self, pairs[0], device: setting.device)
    }
}

final class CorrelationCongruenceObjective: Objective {
    let embedStudent: Linear
    let embedTeacher: Linear
    let taps: Taps
    private let method: CorrelationCongruence

    init(_ method: CorrelationCongruence, _ pair: TapPair, device: Device) throws(TorchError) {
        func embedding(of tap: Tap) throws(TorchError) -> Linear {
            let layer = try Linear(tap.shape.dropFirst().reduce(1, *), method.width)
            try layer.move(to: device)
            return layer
        }
        self.method = method
        taps = [pair].taps
        embedStudent = try embedding(of: pair.student)
        embedTeacher = try embedding(of: pair.teacher)
    }

    var comparesExamples: Bool { true }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let correlation = try step.listening(to: taps).sumOverPairs { student, teacher in
            let own = try embedStudent(student.flattened(from: 1))
            let taught = try embedTeacher(teacher.flattened(from: 1))
            return switch method.variant {
            case .sequential: try Self.sequence(own, taught)
            case .taylor:
                try (kernel(own) - kernel(taught)).norm() / Double(own.shape[0] * own.shape[0])
            }
        }
        return [
            LossTerm("correlation", correlation, weight: method.weight.value(at: step)),
            try .labels(step, weight: method.labelWeight),
        ]
    }

    /// `mean_i Σ_d δ_i δ_(i+1)`; 0 for a batch of one.
    private static func sequence(_ student: Tensor, _ teacher: Tensor) throws(TorchError) -> Tensor
    {
        let apart = try (student - teacher).absoluteValue()
        let last = apart.shape[0] - 1
        let former = try apart.slice(dimension: 0, to: last)
        let next = try apart.slice(dimension: 0, from: 1)
        return try (former * next).sum() / Double(max(1, last))
    }

    /// `[batch, batch]`.
    private func kernel(_ vectors: Tensor) throws(TorchError) -> Tensor {
        let products = try vectors.matrixProduct(with: vectors.transposed(0, 1))
        let scale = 2 * method.gamma
        // Horner's rule: 1 + s x (1 + s x / 2 (1 + s x / 3 (…))).
        var series = try products.onesLike()
        for power in stride(from: method.order, to: 0, by: -1) {
            series = try series * products * (scale / Double(power)) + 1
        }
        return try series * exp(-scale)
    }
}
