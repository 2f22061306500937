import Torch

/// Predictions compared at three levels and several temperatures: example by example, how alike the
/// examples of a batch are predicted, and how alike the classes are used.
///
/// `weight · Σ_T (mean T² · KL + mean_i Σ_j (P_t P_tᵀ − P_s P_sᵀ)²_ij + mean_c Σ_d (P_tᵀ P_t − P_sᵀ P_s)²_cd)
/// + label-weight · cross-entropy` with P `[batch, classes]` at T. With `masks` only rows count whose
/// teacher is at most as sure as the median, and classes that it uses at most as much.
///
/// Of one view; the authors train on a weak and a strong one, with the same loss on each.
public struct MultiLevelDistillation: StatelessMethod {
    public static let kind = "mlkd"
    public static let summary = "examples, batches and classes compared at several temperatures"
    public static let paper = Paper(
        "Jin et al.", "Multi-Level Logit Distillation", 2023)
    public static let options: [MethodOption<Self>] = [
        MethodOption("temperatures", \.temperatures, expected: "a list of numbers above 0") {
            !$0.isEmpty && $0.allSatisfy { $0 > 0 && $0.isFinite }
        },
        .weight(\.weight), MethodOption("masks", \.masks),
        MethodOption("standardize", \.standardize), .labelWeight(\.labelWeight),
    ]

    /// Each divides the logits of both before a softmax; the terms of all add up.
    public var temperatures: [Double] = [4, 2, 3, 5, 6]
    public var weight: ScheduledNumber = 9
    /// Whether what the teacher is sure of is left out.
    public var masks = false
    /// Whether the logits of both are standardised in the term of single examples.
    public var standardize = false
    public var labelWeight: ScheduledNumber = 0.1

    public init() {}

    public var needs: MethodNeeds { [.teacher, .labels, .wholeBatch] }

    public func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let teacher = try step.requireTeacher()
        let instances = try step.logits(standardized: standardize)
        let counted = masks ? try Counted(teacher) : nil
        var levels: [Level] = []
        for temperature in temperatures {
            let rows =
                try (instances.teacher / temperature)
                .divergence(of: instances.student / temperature) * (temperature * temperature)
            let student = try (step.student / temperature).softmax(dimension: -1)
            let taught = try (teacher / temperature).softmax(dimension: -1)
            let columns = try (student.transposed(0, 1), taught.transposed(0, 1))
            levels.append(
                Level(
                    instances: try rows.mean(counting: counted?.rows),
                    examples: try student.unlikeness(beside: taught).mean(counting: counted?.rows),
                    classes: try columns.0.unlikeness(beside: columns.1)
                        .mean(counting: counted?.classes)))
        }
        let weight = weight.value(at: step)
        return [
            LossTerm("instances", try levels.sum(\.instances), weight: weight),
            LossTerm("examples", try levels.sum(\.examples), weight: weight),
            LossTerm("classes", try levels.sum(\.classes), weight: weight),
            try .labels(step, weight: labelWeight),
        ]
    }
}

/// The three terms at one temperature.
private struct Level {
    var instances: Tensor
    var examples: Tensor
    var classes: Tensor
}

/// Which rows `[batch]` and classes `[classes]` count: 1, or 0 where the teacher is surer than its median.
private struct Counted {
    let rows: Tensor
    let classes: Tensor

    init(_ teacher: Tensor) throws(TorchError) {
        let confidence = try teacher.softmax(dimension: -1)
        rows = try confidence.top(1).values.squeezed(-1).isAtMostMedian()
        classes = try confidence.sum(dimension: 0).isAtMostMedian()
    }
}

extension [Level] {
    fileprivate func sum(_ term: KeyPath<Level, Tensor>) throws(TorchError) -> Tensor {
        try Tensor.stacked(map { $0[keyPath: term] }).sum()
    }
}

extension Tensor {
    /// The mean of `[rows]`, of which those count that have 1 in `mask`; the others count as 0.
    fileprivate func mean(counting mask: Tensor?) throws(TorchError) -> Tensor {
        guard let mask else { return try mean() }
        return try (self * mask).mean()
    }

    /// How unlike the products between rows are to those of `teacher`'s rows, `[rows]`.
    fileprivate func unlikeness(beside teacher: Tensor) throws(TorchError) -> Tensor {
        let own = try matrixProduct(with: transposed(0, 1))
        let taught = try teacher.matrixProduct(with: teacher.transposed(0, 1))
        return try (taught - own).square().sum(dimension: 1)
    }

    fileprivate func isAtMostMedian() throws(TorchError) -> Tensor {
        let isAbove = try (self - quantile(0.5)).isGreater(than: 0)
        return try 1 - isAbove.to(scalarType)
    }
}
