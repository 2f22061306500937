import Foundation
import Torch

/// As much information of the teacher's maps as the student's carry: a Gaussian around what small
/// networks make of the student's map, with a variance for every channel.
///
/// `weight · Σ mean(½ ((μ(f_s) − f_t)² / v + log v)) + cross-entropy`, `v = log(1 + exp(a)) + 10⁻⁵` by
/// channel, 5 at first; `μ` three 1×1 convolutions with ReLU between. The larger of two maps is averaged
/// down to the size of the smaller.
public struct VariationalInformation: Method {
    public static let kind = "vid"
    public static let summary = "the teacher's maps as a Gaussian around the student's"
    public static let paper = Paper(
        "Ahn et al.", "Variational Information Distillation for Knowledge Transfer", 2019)
    public static let options: [MethodOption<Self>] =
        [
            .weight(\.weight), MethodOption(choice: "sigma", \.sigma), .labelWeight(\.labelWeight),
        ] + MethodOption.taps(\.taps)

    /// Whether the variances learn.
    public enum Sigma: String, Sendable, CaseIterable {
        /// As in the paper and RepDistiller.
        case trained
        /// 5 throughout: mdistiller, where they do not reach the optimiser.
        case frozen
    }

    public var weight: ScheduledNumber = 1
    public var sigma = Sigma.trained
    public var labelWeight: ScheduledNumber = 1
    public var taps = TapChoice()

    public init() {}

    public var needs: MethodNeeds { [.teacher, .labels, .taps] }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        try InformationObjective(self, for: setting)
    }
}

final class InformationObjective: Objective {
    static let leastVariance = 1e-5

    let method: VariationalInformation
    let pairs: [MapPair]
    let regressors: [InformationRegressor]
    /// `a` of every pair, `[teacher's channels]`.
    let logScales: [Parameter]

    init(_ method: VariationalInformation, for setting: MethodSetting) throws {
        self.method = method
        pairs = try setting.mapPairs(method.taps, at: .stages, for: VariationalInformation.kind)
        regressors = try pairs.map {
            try InformationRegressor($0.student.channels, $0.teacher.channels)
        }
        let start = log(exp(5 - Self.leastVariance) - 1)
        logScales = try pairs.map { try Parameter(.full([$0.teacher.channels], start)) }
        if method.sigma == .frozen { try logScales.forEach { try $0.setTrainable(false) } }
    }

    var taps: Taps { pairs.taps }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let distances = try pairs.indices.map { index in
            let (student, teacher) = try pairs[index].mapsOfOneSize(step)
            let error = try (regressors[index](student) - teacher).square()
                .mean(dimensions: [0, 2, 3])
            let variance = try logScales[index].tensor.softplus() + Self.leastVariance
            return try (error / variance + variance.logarithm()).mean() * 0.5
        }
        return [
            LossTerm(
                "information", try distances.total(), weight: method.weight.value(at: step)),
            try .labels(step, weight: method.labelWeight),
        ]
    }
}

/// The mean of the Gaussian: three 1×1 convolutions without bias, the teacher's width throughout.
final class InformationRegressor: Layer {
    let conv1: Conv2d
    let conv2: Conv2d
    let conv3: Conv2d

    init(_ inputs: Int, _ outputs: Int) throws(TorchError) {
        conv1 = try Conv2d(inputs, outputs, kernel: 1, bias: false)
        conv2 = try Conv2d(outputs, outputs, kernel: 1, bias: false)
        conv3 = try Conv2d(outputs, outputs, kernel: 1, bias: false)
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try conv3(conv2(conv1(input).relu()).relu())
    }
}
