import Torch

/// What makes an example itself: the student's embedding of it has to be near the teacher's of the same
/// example and far from those of others, and the other way round.
///
/// Pooled features go through linear layers to `width` and length 1. A memory of each side holds a
/// vector for every example; `NoiseContrast` tells an example's own from `negatives` others:
///
/// `weight · (contrast(student, teacher's memory) + contrast(teacher, student's memory)) + label-weight
/// · cross-entropy`.
///
/// Afterwards the memories' vectors of the batch move to `momentum · m + (1 − momentum) · v`, at length
/// 1. The memories take `2 · examples · width` numbers. A data set with fewer examples of other classes
/// than `negatives` gives them with repetition, as the published code does: the number is not lowered.
public struct ContrastiveRepresentation: Method {
    public static let kind = "crd"
    public static let summary = "embeddings that tell an example from thousands of others"
    public static let paper = Paper(
        "Tian, Krishnan and Isola", "Contrastive Representation Distillation", 2020)
    public static let options: [MethodOption<Self>] =
        [
            .weight(\.weight), .positive("temperature", \.temperature),
            .count("negatives", \.negatives), .share("momentum", \.momentum),
            .count("width", \.width), MethodOption(choice: "sampling", \.sampling),
            .labelWeight(\.labelWeight),
        ] + MethodOption.taps(\.taps)

    /// Where negatives come from.
    public enum Sampling: String, Sendable, Equatable, CaseIterable {
        /// From other classes.
        case exact
        /// From all examples.
        case random
    }

    public var weight: ScheduledNumber = 0.8
    /// Divides the products of embeddings.
    public var temperature = 0.07
    /// Negatives for each example.
    public var negatives = 16_384
    /// What a vector of the memories keeps of itself when its example comes again.
    public var momentum = 0.5
    /// Width of the embeddings.
    public var width = 128
    public var sampling = Sampling.exact
    public var labelWeight: ScheduledNumber = 1
    public var taps = TapChoice()

    public init() {}

    public var needs: MethodNeeds { [.teacher, .plainLabels, .ids, .taps] }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        try ContrastiveObjective(self, in: setting)
    }

    /// What draws negatives of the setting's examples.
    ///
    /// - Throws: `MethodError` where there are no others, or none of another class.
    func sampler(in setting: MethodSetting) throws(MethodError) -> NegativeSampler {
        guard setting.examples > 1 else {
            throw .unsuitable(
                method: Self.kind,
                reason: "it compares examples of the data set, which has \(setting.examples); "
                    + "give it more")
        }
        guard sampling == .exact else {
            return NegativeSampler(negatives, of: setting.examples)
        }
        guard setting.labels.count == setting.examples, Set(setting.labels).count > 1 else {
            throw .needsLabels(
                method: Self.kind,
                reason: "negatives are of other classes, and the data has no two; with "
                    + "'sampling: random' they are of all examples")
        }
        return NegativeSampler(negatives, ofOtherClassesThan: setting.labels)
    }
}
