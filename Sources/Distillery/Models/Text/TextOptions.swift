/// What a user may change of a catalog's text network; `nil` keeps the network's own.
public struct TextOptions: Sendable, Hashable {
    /// The width of states; of a convolution's or recurrence's outputs, one kernel's or direction's.
    public var width: Int?
    public var layers: Int?
    public var heads: Int?
    /// The width inside a layer's perceptron; four times the width where that alone is given.
    public var hidden: Int?
    /// The width of word vectors.
    public var embeddingWidth: Int?
    /// The sizes of windows, in words.
    public var kernels: [Int]?
    /// The probability of dropout in the network and before its head.
    public var dropout: Double?
    /// The longest sequence, in tokens.
    public var length: Int?

    public init(
        width: Int? = nil, layers: Int? = nil, heads: Int? = nil, hidden: Int? = nil,
        embeddingWidth: Int? = nil, kernels: [Int]? = nil, dropout: Double? = nil,
        length: Int? = nil
    ) {
        self.width = width
        self.layers = layers
        self.heads = heads
        self.hidden = hidden
        self.embeddingWidth = embeddingWidth
        self.kernels = kernels
        self.dropout = dropout
        self.length = length
    }

    /// The options by name.
    public enum Option: String, Sendable, CaseIterable {
        case width, layers, heads, hidden, embeddingWidth, kernels, dropout, length
    }

    /// The options that are set.
    public var set: Set<Option> {
        let isSet: [(Option, Bool)] = [
            (.width, width != nil), (.layers, layers != nil), (.heads, heads != nil),
            (.hidden, hidden != nil), (.embeddingWidth, embeddingWidth != nil),
            (.kernels, kernels != nil), (.dropout, dropout != nil), (.length, length != nil),
        ]
        return Set(isSet.filter(\.1).map(\.0))
    }
}

extension TextConfiguration {
    /// The same with a user's options in place.
    func changed(by options: TextOptions) -> TextConfiguration {
        var changed = self
        changed.width = options.width ?? width
        changed.layers = options.layers ?? layers
        changed.heads = options.heads ?? heads
        changed.hidden = options.hidden ?? options.width.map { 4 * $0 } ?? hidden
        if embeddingWidth != nil {
            changed.embeddingWidth = options.embeddingWidth ?? embeddingWidth
        }
        if kernels != nil { changed.kernels = options.kernels ?? kernels }
        if let dropout = options.dropout {
            (changed.dropout, changed.headDropout) = (dropout, dropout)
            changed.attentionDropout = dropout
        }
        if let length = options.length {
            changed.positions = length + (isRoberta ? (padding ?? 1) + 1 : 0)
        }
        return changed
    }
}
