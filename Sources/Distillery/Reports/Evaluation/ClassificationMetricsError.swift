/// Why a batch of outputs cannot be measured.
public enum ClassificationMetricsError: Error, Sendable, Equatable {
    /// The number of logits is not examples × classes.
    case shape(name: String, found: Int, expected: Int, examples: Int, classes: Int)
    /// A label is not one of the model's classes.
    case label(Int, example: Int, classes: Int)
    /// An output is infinite or not a number.
    case notFinite(name: String, example: Int)
}

extension ClassificationMetricsError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .shape(let name, let found, let expected, let examples, let classes):
            """
            \(found) \(name) were given, \(examples) examples of \(classes) classes need \
            \(expected): does the model have as many outputs as the dataset has classes?
            """
        case .label(let label, let example, let classes):
            """
            example \(example) has label \(label), the model knows 0…\(classes - 1): dataset and \
            model must have the same classes
            """
        case .notFinite(let name, let example):
            """
            the \(name) of example \(example) are not finite: the model has diverged; train it \
            with a lower learning rate or with gradient clipping
            """
        }
    }
}
