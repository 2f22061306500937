/// Where a network over texts has what methods for transformers listen to, by dotted paths.
public struct TokenPlaces: Sendable, Equatable {
    /// What enters the first layer, `[N, length, width]`.
    public var embeddings: String
    /// The queries of each layer's attention, `[N, length, width]`; empty where there is none.
    public var queries: [String]
    public var keys: [String]
    public var values: [String]
    /// The heads that share the width of queries and keys evenly.
    public var heads: Int

    public init(
        embeddings: String, queries: [String] = [], keys: [String] = [], values: [String] = [],
        heads: Int = 1
    ) {
        self.embeddings = embeddings
        self.queries = queries
        self.keys = keys
        self.values = values
        self.heads = heads
    }

    init(_ network: any TextNetwork) {
        self.init(
            embeddings: network.embeddings, queries: network.queries, keys: network.keys,
            values: network.values, heads: network.heads)
    }

    /// What attention makes of each token.
    enum Projection: String, Sendable {
        case queries, keys, values
    }

    /// The paths of one projection, a layer each.
    func paths(of projection: Projection) -> [String] {
        switch projection {
        case .queries: queries
        case .keys: keys
        case .values: values
        }
    }
}

extension TappedNetwork {
    /// The network as methods see it where its answers are kept in a store: outputs there have one shape,
    /// and texts are of unlike lengths.
    var kept: TappedNetwork {
        var kept = self
        kept.tokens = nil
        return kept
    }

    /// The places of a network over texts.
    ///
    /// - Throws: `MethodError.unsuitable` for networks over pictures, several
    ///   together, and answers that are stored: texts of unlike lengths have states of unlike shapes.
    func requireTokens(for method: String) throws(MethodError) -> TokenPlaces {
        if let tokens { return tokens }
        throw .unsuitable(
            method: method,
            reason: "it compares the tokens of texts in two networks of this process, and the "
                + "\(role.rawValue) \(name) is no such network; take 'feature-mse' or "
                + "'attention-transfer' for pictures, one teacher in the place of several, and "
                + "neither a store of labels nor 'teacher.cache'")
    }

    /// The places of a network over texts with attention.
    ///
    /// - Throws: `MethodError.unsuitable` for networks without.
    func requireAttention(for method: String) throws(MethodError) -> TokenPlaces {
        let tokens = try requireTokens(for: method)
        if !tokens.queries.isEmpty { return tokens }
        throw .unsuitable(
            method: method,
            reason:
                "it compares the attention of transformers, and the \(role.rawValue) \(name) has "
                + "none; take 'hidden-mse', which compares states of tokens, or 'kd'")
    }
}
