import Torch

/// The teacher's features themselves: `weight · mean((r(f_s) − f_t)²) + cross-entropy`.
///
/// `r` is nothing where shapes agree, FitNet's regressor between maps, a linear layer between vectors: see
/// `Connector.inferred`. Compares one pair of taps, the last stages where none are named.
public struct FeatureRegression: Method {
    public static let kind = "feature-mse"
    public static let summary =
        "squared distance of features, through a connector where they differ"
    public static let paper = Paper(
        "Romero et al.", "FitNets: Hints for Thin Deep Nets (the loss without its stages)", 2015)
    public static let options: [MethodOption<Self>] =
        [.weight(\.weight), .labelWeight(\.labelWeight)] + MethodOption.taps(\.taps)

    public var weight: ScheduledNumber = 1
    public var labelWeight: ScheduledNumber = 1
    public var taps = TapChoice()

    public init() {}

    public var needs: MethodNeeds { [.teacher, .labels, .taps] }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        try FeatureRegressionObjective(self, for: setting)
    }
}

final class FeatureRegressionObjective: Objective {
    let method: FeatureRegression
    let pair: MapPair
    let connector: Connector

    init(_ method: FeatureRegression, for setting: MethodSetting) throws {
        self.method = method
        pair = try setting.mapPair(
            method.taps, at: .lastStage, for: FeatureRegression.kind, acceptingVectors: true)
        connector = try .inferred(
            from: pair.student.tap, to: pair.teacher.tap, for: FeatureRegression.kind)
    }

    var taps: Taps { pair.taps }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let (student, teacher) = try pair.maps(step)
        let distance = try connector(student).squaredError(from: teacher)
        return [
            LossTerm("features", distance, weight: method.weight.value(at: step)),
            try .labels(step, weight: method.labelWeight),
        ]
    }
}
