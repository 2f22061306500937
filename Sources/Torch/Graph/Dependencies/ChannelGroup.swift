/// Channels of one kind, any of which can be left out of a network: outputs of a convolution, neurons,
/// heads of attention, or places of the width that residual blocks share.
///
/// To leave one out is to leave out its places of every part at once.
public struct ChannelGroup: Sendable, Equatable {
    /// After the layer that makes the channels, as `layer1.0.conv1`; with a number behind where several
    /// groups are of one layer.
    public var name: String
    /// How many channels there are, at least 2.
    public var count: Int
    /// The weights that the channels lie in, in the order in which the network uses them.
    public var parts: [Part]

    /// A dimension of a weight.
    public struct Part: Sendable, Equatable {
        /// The weight's name in `Graph.weights`.
        public var path: String
        /// 0 of a layer's weight for what it puts out, 1 for what it takes.
        public var dimension: Int
        /// For each channel its places along the dimension: one for most, the width of a head for heads,
        /// a map's area where a map is flattened.
        public var places: [[Int]]
    }
}
