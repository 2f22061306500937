import Foundation

extension TextConfiguration: Decodable {
    /// Reads a `config.json`; keys that say nothing of the network are passed over.
    ///
    /// What a file leaves out takes the family's default in `transformers`.
    ///
    /// - Throws: `TextError` for an unknown `model_type`, and for values that no network has.
    public init(from decoder: any Decoder) throws {
        let values = try ConfigurationValues(decoder)
        let family = try TextFamily(named: try values.required(String.self, "model_type"))
        try self.init(values, family: family)
    }

    private init(_ values: ConfigurationValues, family: TextFamily) throws {
        try self.init(
            family, vocabulary: values.required(Int.self, "vocab_size"), task: values.task())
        if family == .roberta || family == .xlmRoberta {
            (positions, segments, epsilon) = (512, 2, 1e-12)
        }
        let keys = TextConfigurationKeys(family)
        try values.read(keys.width, into: &width)
        try values.read(keys.layers, into: &layers)
        try values.read(keys.heads, into: &heads)
        try values.read(keys.hidden, into: &hidden)
        if let name = try values.optional(String.self, keys.activation) {
            activation = try TextActivation(named: name, key: keys.activation)
        }
        try values.read(keys.dropout, into: &dropout)
        try values.read(keys.attentionDropout, into: &attentionDropout)
        headDropout = try values.optional(Double.self, keys.headDropout) ?? headDropout
        try values.read("max_position_embeddings", into: &positions)
        if family != .distilbert {
            try values.read("type_vocab_size", into: &segments)
            try values.read("layer_norm_eps", into: &epsilon)
        }
        padding =
            values.has("pad_token_id")
            ? try values.optional(Int.self, "pad_token_id") : padding
        try values.read("initializer_range", into: &deviation)
        if embeddingWidth != nil {
            embeddingWidth = try values.optional(Int.self, "embedding_size") ?? embeddingWidth
        }
        if var sharing {
            try values.read("num_hidden_groups", into: &sharing.groups)
            try values.read("inner_group_num", into: &sharing.innerLayers)
            self.sharing = sharing
        }
        if let bottleneck { self.bottleneck = try values.bottleneck(standard: bottleneck) }
        addressCodes = try values.optional(Int.self, "address_vocab_size")
        if kernels != nil { kernels = try values.optional([Int].self, "kernel_sizes") ?? kernels }
        try values.refuseOtherArchitectures(task)
        try validate()
    }
}

extension ConfigurationValues {
    fileprivate func task() throws -> TextTask {
        let architecture = try optional([String].self, "architectures")?.first ?? ""
        switch architecture {
        case _ where architecture.hasSuffix("ForSequenceClassification"): return try labelTask()
        case _ where architecture.hasSuffix("ForMaskedLM"),
            _ where architecture.hasSuffix("ForPreTraining"):
            return .maskedWords
        default:
            let pooling = try optional(String.self, "sentence_pooling") ?? TextPooling.mean.rawValue
            guard let pooling = TextPooling(rawValue: pooling) else {
                throw TextError.invalidValue(
                    key: "sentence_pooling", found: "'\(pooling)'", expected: "mean, cls or max")
            }
            return .embedding(
                pooling, isNormalised: try optional(Bool.self, "sentence_normalize") ?? true)
        }
    }

    /// The task of a network with classes: one class alone is a regression.
    private func labelTask() throws -> TextTask {
        let type = try optional(String.self, "problem_type")
        if type == "multi_label_classification" {
            throw TextError.invalidValue(
                key: "problem_type", found: "'multi_label_classification'",
                expected: "single_label_classification or regression")
        }
        let count = try optional(Int.self, "num_labels") ?? 2
        let labels = try optional([String: String].self, "id2label")
        let names = try labels.map(classNames) ?? Self.standardNames(count)
        if type == "regression" || names.count == 1 {
            guard names.count == 1 else {
                throw TextError.invalidValue(
                    key: "id2label", found: "\(names.count) outputs of a regression",
                    expected: "one")
            }
            return .regression
        }
        return .classification(classNames: names)
    }

    private static func standardNames(_ count: Int) throws(TextError) -> [String] {
        guard (1...1_000_000).contains(count) else {
            throw .invalidValue(
                key: "num_labels", found: "\(count)", expected: "from 1 to 1000000")
        }
        return (0..<count).map { "LABEL_\($0)" }
    }

    private func classNames(_ labels: [String: String]) throws(TextError) -> [String] {
        var names: [String] = []
        for index in 0..<labels.count {
            guard let name = labels["\(index)"] else {
                throw .invalidValue(
                    key: "id2label", found: "without class \(index)",
                    expected: "a name for each of the \(labels.count) classes from 0 on")
            }
            names.append(name)
        }
        return names
    }

    fileprivate func bottleneck(
        standard: TextConfiguration.Bottleneck
    ) throws -> TextConfiguration.Bottleneck {
        var bottleneck = standard
        let isUsed = try optional(Bool.self, "use_bottleneck") ?? true
        bottleneck.width =
            isUsed
            ? try optional(Int.self, "intra_bottleneck_size") ?? bottleneck.width : nil
        try read("key_query_shared_bottleneck", into: &bottleneck.sharesQueriesAndKeys)
        try read("use_bottleneck_attention", into: &bottleneck.narrowsAttention)
        try read("num_feedforward_networks", into: &bottleneck.perceptrons)
        try read("trigram_input", into: &bottleneck.hasTrigrams)
        try read("classifier_activation", into: &bottleneck.hasPoolerLayer)
        let kind = try optional(String.self, "normalization_type") ?? "no_norm"
        guard ["no_norm", "layer_norm"].contains(kind) else {
            throw TextError.invalidValue(
                key: "normalization_type", found: "'\(kind)'", expected: "no_norm or layer_norm")
        }
        bottleneck.normalises = kind == "layer_norm"
        return bottleneck
    }

    /// Refuses what changes the computation in a way that no network here has.
    fileprivate func refuseOtherArchitectures(_ task: TextTask) throws {
        let kind = try optional(String.self, "position_embedding_type") ?? "absolute"
        guard kind == "absolute" else {
            throw TextError.invalidValue(
                key: "position_embedding_type", found: "'\(kind)'", expected: "absolute")
        }
        for key in ["is_decoder", "add_cross_attention"]
        where try optional(Bool.self, key) == true {
            throw TextError.invalidValue(
                key: key, found: "true", expected: "false: decoders are not known here")
        }
        if case .maskedWords = task, try optional(Bool.self, "tie_word_embeddings") == false {
            throw TextError.invalidValue(
                key: "tie_word_embeddings", found: "false",
                expected: "true: the head reads words with their own vectors")
        }
    }
}
