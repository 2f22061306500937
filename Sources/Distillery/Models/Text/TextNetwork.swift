import Torch

/// A network from token sequences `int64` `[N, 3, length]` (see `TokenBatch`) to what its task says.
///
/// Stages are the states of tokens after each layer, `[N, length, width]`. The pooled vector is an
/// embedding before it is normalised, and none (an empty path) where the head reads states of tokens;
/// there is no head where the pooled vector is the output.
/// Padding, which the mask tells, changes no output.
public protocol TextNetwork: Classifier {
    /// What the network was made from; enough to make it again.
    var configuration: TextConfiguration { get }

    /// The module whose output `[N, length, width]` enters the first layer.
    var embeddings: String { get }

    /// The linear layers of each layer's attention whose outputs `[N, length, width]` are queries;
    /// empty where there is no attention. Where layers share weights, each path is listed once, and
    /// its last run is heard.
    var queries: [String] { get }

    /// The same for keys.
    var keys: [String] { get }

    /// The same for values.
    var values: [String] { get }

}

extension TextNetwork {
    /// The heads of attention, which share the width of queries and keys evenly.
    public var heads: Int { configuration.heads }

    /// What the paths of all modules before the head begin with, as `bert`.
    public var body: String { configuration.family.prefix }
}
