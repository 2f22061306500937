/// What a method has to be given.
public struct MethodNeeds: OptionSet, Sendable, Hashable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// A teacher's logits.
    public static let teacher = MethodNeeds(rawValue: 1 << 0)
    /// Labels, mixed ones too.
    public static let labels = MethodNeeds(rawValue: 1 << 1)
    /// One label an example, so that neither mixup nor cutmix can be used.
    public static let plainLabels = MethodNeeds(rawValue: 1 << 2)
    /// The places of the examples in their data set.
    public static let ids = MethodNeeds(rawValue: 1 << 3)
    /// Outputs inside of both networks.
    public static let taps = MethodNeeds(rawValue: 1 << 4)
    /// Outputs before a stage's last activation.
    public static let preactivations = MethodNeeds(rawValue: 1 << 5)
    /// The teacher's network itself, in this process, beside its answers.
    public static let teacherNetwork = MethodNeeds(rawValue: 1 << 6)
    /// All examples of a step at once, since the method compares them with one another.
    public static let wholeBatch = MethodNeeds(rawValue: 1 << 7)

    /// Texts: the method looks at their tokens inside of both networks.
    public static let tokens = MethodNeeds(rawValue: 1 << 8)

    private static let words: [(need: MethodNeeds, name: String)] = [
        (.teacher, "teacher"), (.labels, "labels"), (.plainLabels, "unmixed labels"),
        (.ids, "ids"), (.taps, "taps"), (.preactivations, "pre-activations"),
        (.teacherNetwork, "teacher's network"), (.wholeBatch, "whole batch"),
        (.tokens, "texts"),
    ]

    /// The needs in words: `["teacher", "labels"]`.
    public var names: [String] { Self.words.filter { contains($0.need) }.map(\.name) }
}
