import Torch

/// The teacher's states of tokens: `weight · Σ_layers mean((W h_s − h_t)²) + cross-entropy`.
///
/// `h` is `[N, length, width]` after a layer, the mean is one over the tokens that are no padding, and `W`
/// is a linear layer where widths differ, one a pair of layers. Which layers: see `LayerMap`; taps that a
/// recipe names stand in the place of the list of layers.
public struct HiddenRegression: Method {
    public static let kind = "hidden-mse"
    public static let summary = "squared distance of tokens' states, layer by layer"
    public static let paper = Paper(
        "Jiao et al.", "TinyBERT: Distilling BERT for Natural Language Understanding", 2020)
    public static let options: [MethodOption<Self>] =
        [
            .weight(\.weight), MethodOption("layers", \.layers), .labelWeight(\.labelWeight),
        ] + MethodOption.taps(\.taps)

    public var weight: ScheduledNumber = 1
    public var layers = LayerMap.uniform
    public var labelWeight: ScheduledNumber = 1
    public var taps = TapChoice()

    public init() {}

    public var needs: MethodNeeds { [.teacher, .labels, .taps, .tokens] }
    public var suits: Set<TaskKind> { Set(TaskKind.allCases) }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        try StateObjective(
            Self.kind, term: "states", setting.statePairs(layers, of: taps, for: Self.kind),
            weight: weight, labelWeight: labelWeight)
    }
}
