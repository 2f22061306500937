/// A module whose weights are no parameters of ours, as a network that came in another program's file.
public protocol WeightHolding: Module {
    /// The number of elements in them.
    var weightCount: Int { get }
}
