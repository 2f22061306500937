import Torch

/// A network from token sequences `int64` `[N, 3, length]` (see `TokenBatch`) to what its task says.
///
/// The paths name what methods of distillation listen to, as taps: no network is edited for them.
/// Padding, which the mask tells, changes no output.
public protocol TextNetwork: Layer {
    /// What the network was made from; enough to make it again.
    var configuration: TextConfiguration { get }

    /// The module whose output `[N, length, width]` enters the first layer.
    var embeddings: String { get }

    /// Modules whose outputs `[N, length, width]` are the states of tokens after each layer.
    var stages: [String] { get }

    /// The linear layers of each layer's attention whose outputs `[N, length, width]` are queries;
    /// empty where there is no attention. Where layers share weights, each path is listed once, and
    /// its last run is heard.
    var queries: [String] { get }

    /// The same for keys.
    var keys: [String] { get }

    /// The same for values.
    var values: [String] { get }

    /// The module whose output `[N, width]` is the vector that the head reads, before dropout; an
    /// embedding before it is normalised; `nil` where the head reads states of tokens.
    var pooled: String? { get }

    /// The last layer of the head; `nil` where the pooled vector is the output.
    var head: String? { get }
}

extension TextNetwork {
    /// The heads of attention, which share the width of queries and keys evenly.
    public var heads: Int { configuration.heads }

    /// What the paths of all modules before the head begin with, as `bert`.
    public var body: String { configuration.family.prefix }
}
