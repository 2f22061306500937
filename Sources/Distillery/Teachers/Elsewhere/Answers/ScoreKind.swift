/// What the numbers or words of an answer are.
public enum ScoreKind: String, Codable, Sendable, CaseIterable {
    /// One a class, from 0 to 1, together 1.
    case probabilities
    /// One a class, before the softmax.
    case logits
    /// A class: its name, a word for it, or its place among the classes, from 0.
    case labels
}
