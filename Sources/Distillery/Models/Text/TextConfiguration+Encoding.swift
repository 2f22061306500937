import Foundation

extension TextConfiguration: Encodable {
    /// Writes the keys of a `config.json` that `transformers` and this library read.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: ConfigurationKey.self)
        let keys = TextConfigurationKeys(family)
        try values.encode(family.rawValue, "model_type")
        try values.encode([family.className + task.classSuffix], "architectures")
        try values.encode(vocabulary, "vocab_size")
        try values.encode(width, keys.width)
        try values.encode(layers, keys.layers)
        try values.encode(dropout, keys.dropout)
        try values.encode(deviation, "initializer_range")
        if let padding {
            try values.encode(padding, "pad_token_id")
        } else {
            try values.encodeNil(forKey: ConfigurationKey("pad_token_id"))
        }
        if let headDropout { try values.encode(headDropout, keys.headDropout) }
        if let embeddingWidth { try values.encode(embeddingWidth, "embedding_size") }
        if let addressCodes { try values.encode(addressCodes, "address_vocab_size") }
        if let kernels { try values.encode(kernels, "kernel_sizes") }
        if family.isTransformer { try encodeTransformer(keys, to: &values) }
        try encodeTask(to: &values)
    }

    private func encodeTransformer(
        _ keys: TextConfigurationKeys, to values: inout KeyedEncodingContainer<ConfigurationKey>
    ) throws {
        try values.encode(heads, keys.heads)
        try values.encode(hidden, keys.hidden)
        try values.encode(activation.rawValue, keys.activation)
        try values.encode(attentionDropout, keys.attentionDropout)
        try values.encode(positions, "max_position_embeddings")
        if family == .distilbert {
            try values.encode(false, "sinusoidal_pos_embds")
        } else {
            try values.encode(segments, "type_vocab_size")
            try values.encode(epsilon, "layer_norm_eps")
        }
        if let sharing {
            try values.encode(sharing.groups, "num_hidden_groups")
            try values.encode(sharing.innerLayers, "inner_group_num")
        }
        if let bottleneck {
            try values.encode(bottleneck.width != nil, "use_bottleneck")
            try values.encode(bottleneck.width ?? width, "intra_bottleneck_size")
            try values.encode(bottleneck.sharesQueriesAndKeys, "key_query_shared_bottleneck")
            try values.encode(bottleneck.narrowsAttention, "use_bottleneck_attention")
            try values.encode(bottleneck.perceptrons, "num_feedforward_networks")
            try values.encode(bottleneck.hasTrigrams, "trigram_input")
            try values.encode(bottleneck.hasPoolerLayer, "classifier_activation")
            try values.encode(
                bottleneck.normalises ? "layer_norm" : "no_norm", "normalization_type")
        }
    }

    private func encodeTask(
        to values: inout KeyedEncodingContainer<ConfigurationKey>
    ) throws {
        switch task {
        case .classification(let names):
            try values.encodeLabels(names)
            try values.encode("single_label_classification", "problem_type")
        case .regression:
            try values.encodeLabels(["LABEL_0"])
            try values.encode("regression", "problem_type")
        case .embedding(let pooling, let isNormalised):
            try values.encode(pooling.rawValue, "sentence_pooling")
            try values.encode(isNormalised, "sentence_normalize")
        case .maskedWords: break
        }
    }
}

extension KeyedEncodingContainer<ConfigurationKey> {
    fileprivate mutating func encode(_ value: some Encodable, _ key: String) throws {
        try encode(value, forKey: ConfigurationKey(key))
    }

    fileprivate mutating func encodeLabels(_ names: [String]) throws {
        let numbered = names.enumerated().map { ("\($0.offset)", $0.element) }
        try encode(Dictionary(numbered) { first, _ in first }, "id2label")
        let indexed = names.enumerated().map { ($0.element, $0.offset) }
        try encode(Dictionary(indexed) { first, _ in first }, "label2id")
    }
}
