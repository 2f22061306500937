/// Where a network over texts has what methods for transformers listen to, by dotted paths.
public struct TokenPlaces: Codable, Sendable, Equatable {
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
    /// The places of a network over texts.
    ///
    /// - Throws: `MethodError.unsuitable` for networks over pictures, several together, and answers
    ///   of a teacher that nobody saw the inside of.
    func requireTokens(for method: String) throws(MethodError) -> TokenPlaces {
        if let tokens { return tokens }
        throw .unsuitable(
            method: method,
            reason: "it compares the tokens of texts inside two networks, and of the "
                + "\(role.rawValue) \(name) no tokens are known; take 'feature-mse' or "
                + "'attention-transfer' for pictures, one teacher in the place of several, and of a "
                + "store one that was made with 'distill label --taps-of \(method)'")
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
