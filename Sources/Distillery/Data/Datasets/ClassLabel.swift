/// What an example's label may be beside the index of a class.
public enum ClassLabel {
    /// Nobody has said which class it is; cross-entropies leave such examples out.
    public static let unknown = -100
}
