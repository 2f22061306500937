import Torch

/// How examples lie to one another: distances between every two, and the angle at every one between
/// every two others.
///
/// Where each lies by itself is free, and so are the widths of both vectors.
///
/// `weight · (distance-weight · smoothL1(d_s, d_t) + angle-weight · smoothL1(a_s, a_t)) + label-weight ·
/// cross-entropy`, of vectors `[batch, width]`; d over the batch's mean distance, a the cosines.
public struct RelationalDistillation: StatelessMethod {
    public static let kind = "rkd"
    public static let summary = "distances and angles between the examples of a batch"
    public static let paper = Paper("Park et al.", "Relational Knowledge Distillation", 2019)
    public static let options: [MethodOption<Self>] =
        [
            .weight(\.distanceWeight, key: "distance-weight"),
            .weight(\.angleWeight, key: "angle-weight"), .weight(\.weight),
            MethodOption(choice: "normalization", \.normalization), .labelWeight(\.labelWeight),
        ] + MethodOption.taps(\.taps)

    public enum Normalization: String, CaseIterable, Sendable {
        /// Vectors as they are: the authors' code, RepDistiller, mdistiller.
        case none
        /// Every vector at length 1 first: MMRazor.
        case l2
    }

    public var distanceWeight: ScheduledNumber = 25
    public var angleWeight: ScheduledNumber = 50
    public var weight: ScheduledNumber = 1
    public var normalization = Normalization.none
    public var labelWeight: ScheduledNumber = 1
    /// What is compared; left open it is what the heads read.
    public var taps = TapChoice()

    public init() {}

    public var needs: MethodNeeds { [.teacher, .labels, .taps, .wholeBatch] }
    public var suits: Set<TaskKind> { Set(TaskKind.allCases) }

    public func taps(in setting: MethodSetting) throws -> Taps {
        try setting.pairs(taps, at: .pooled, for: Self.kind).taps
    }

    public func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let pairs = try step.tapped().map {
            (student: try arrangement($0.student), teacher: try arrangement($0.teacher))
        }
        func term(
            _ name: String, _ factor: ScheduledNumber, _ relation: (Arrangement) throws -> Tensor
        ) throws -> LossTerm? {
            guard !factor.isZero else { return nil }
            let losses = try pairs.map {
                try relation($0.student).smoothL1(from: relation($0.teacher))
            }
            return LossTerm(
                name, try Tensor.stacked(losses).sum(),
                weight: weight.value(at: step) * factor.value(at: step))
        }
        let distance = try term("distance", distanceWeight) { try $0.relativeDistances() }
        let angle = try term("angle", angleWeight) { try $0.angles() }
        return [distance, angle].compactMap(\.self) + [try .labels(step, weight: labelWeight)]
    }

    private func arrangement(_ features: Tensor) throws(TorchError) -> Arrangement {
        let vectors = try features.vectors()
        return try Arrangement(
            normalization == .l2 ? vectors.withUnitLength(along: 1) : vectors)
    }
}

/// Vectors `[batch, width]` as they lie to one another.
private struct Arrangement {
    /// About their mean, which keeps products of near vectors exact.
    let vectors: Tensor
    /// `[batch, batch]`, 0 on the diagonal, and without gradient wherever it is 0.
    let distances: Tensor

    init(_ vectors: Tensor) throws(TorchError) {
        self.vectors = try vectors - vectors.mean(dimension: 0, keeping: true)
        distances = try self.vectors.distances(to: self.vectors)
    }

    /// Distances over the mean of those between unlike examples, `[batch, batch]`.
    ///
    /// Two examples at the same place are 10⁻⁶ apart and count in the mean.
    func relativeDistances() throws(TorchError) -> Tensor {
        let count = distances.shape[0]
        let different =
            try 1
            - Tensor.identity(
                count, scalarType: distances.scalarType, device: distances.device)
        let apart = try distances.clamped(minimum: 1e-6) * different
        let mean = try apart.sum() / Double(max(1, count * (count - 1)))
        // No mean is smaller, but that of no pairs.
        return try apart / mean.clamped(minimum: 1e-6)
    }

    /// `[i, j, k]` is the cosine at i between the directions to j and k; 0 where one has no length.
    ///
    /// By `⟨x_j − x_i, x_k − x_i⟩ = ⟨x_j, x_k⟩ − h_ij − h_ik` with `h_ij = ⟨x_i, x_j⟩ − |x_i|² / 2`, so that
    /// no difference vectors `[batch, batch, width]` are laid out.
    func angles() throws(TorchError) -> Tensor {
        let products = try vectors.matrixProduct(with: vectors.transposed(0, 1))
        let halves = try products - vectors.square().sum(dimension: 1, keeping: true) * 0.5
        let together =
            try products.unsqueezed(0) - halves.unsqueezed(2) - halves.unsqueezed(1)
        let isSame = try distances.detached().equals(0).to(distances.scalarType)
        let inverse = try (1 - isSame) / (distances + isSame)
        return try together * inverse.unsqueezed(2) * inverse.unsqueezed(1)
    }
}
