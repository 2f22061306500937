/// What a report shows of an example.
public enum Excerpt: Sendable, Equatable {
    case picture(Picture)
    /// A text, or both of a pair.
    case texts([String])
}
