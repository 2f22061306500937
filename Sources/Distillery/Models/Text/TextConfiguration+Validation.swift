extension TextConfiguration {
    /// Checks all values, so that nothing is allocated for sizes that no network has.
    ///
    /// - Parameter named: the key under which a property stands, for messages.
    /// - Throws: `TextError.invalidValue` with the key, what was found and what it must be.
    public func validate() throws(TextError) {
        let keys = TextConfigurationKeys(family)
        try require(vocabulary, 1...10_000_000, "vocab_size")
        try require(width, 1...65_536, keys.width)
        try require(layers, 1...1_000, keys.layers)
        try require(heads, 1...1_024, keys.heads)
        try require(hidden, 1...1_048_576, keys.hidden)
        try require(segments, 0...1_024, "type_vocab_size")
        try requireShare(dropout, keys.dropout)
        try requireShare(attentionDropout, keys.attentionDropout)
        if let headDropout { try requireShare(headDropout, keys.headDropout) }
        guard epsilon > 0, epsilon < 1 else {
            throw .invalidValue(key: "layer_norm_eps", found: "\(epsilon)", expected: "in (0, 1)")
        }
        guard deviation >= 0, deviation <= 10 else {
            throw .invalidValue(
                key: "initializer_range", found: "\(deviation)", expected: "from 0 to 10")
        }
        if let padding { try require(padding, 0...(vocabulary - 1), "pad_token_id") }
        if let embeddingWidth { try require(embeddingWidth, 1...65_536, "embedding_size") }
        if let addressCodes {
            try require(addressCodes, 2...10_000_000, "address_vocab_size")
            guard family.isTransformer, family != .mobilebert else {
                throw .invalidValue(
                    key: "address_vocab_size", found: "\(addressCodes) (model.address)",
                    expected:
                        "left out: of networks of type '\(family.rawValue)' words alone enter; "
                        + "take bert, roberta, distilbert or albert")
            }
        }
        try validateFamily()
        try validateTask()
        guard leastParameters <= 2e10 else {
            throw .invalidValue(
                key: "vocab_size", found: "\(vocabulary)",
                expected: "such that the network has at most 2·10¹⁰ parameters")
        }
    }

    /// A number of parameters that the network has at least: those of words and matrices alone.
    var leastParameters: Double {
        let inner = Double(bottleneck?.width ?? width)
        let layer = inner * (4 * inner + 2 * Double(hidden))
        let different = sharing.map { $0.groups * $0.innerLayers } ?? layers
        let words = Double(vocabulary) * Double(embeddingWidth ?? width)
        switch family {
        case .convolution:
            let window = Double((kernels ?? []).reduce(0, +))
            return words + window * Double(width) * Double(embeddingWidth ?? width)
        case .recurrence: return words + Double(layers) * 8 * inner * inner
        default: return words + Double(positions) * inner + Double(different) * layer
        }
    }

    private func validateFamily() throws(TextError) {
        let keys = TextConfigurationKeys(family)
        if family.isTransformer {
            try require(positions, 1...1_048_576, "max_position_embeddings")
            try requireDivisible(bottleneck?.width ?? width, keys.width)
            guard let length = maximumLength, length >= 1 else {
                throw .invalidValue(
                    key: "max_position_embeddings", found: "\(positions)",
                    expected: "at least \((padding ?? 1) + 2), two more than the padding's id")
            }
        }
        if let sharing {
            try require(sharing.groups, 1...layers, "num_hidden_groups")
            try require(sharing.innerLayers, 1...1_000, "inner_group_num")
        }
        if let bottleneck {
            if let narrow = bottleneck.width {
                try require(narrow, 1...width, "intra_bottleneck_size")
            }
            try require(bottleneck.perceptrons, 1...100, "num_feedforward_networks")
            try require(segments, 1...1_024, "type_vocab_size")
            try require(embeddingWidth ?? width, 1...width, "embedding_size")
        }
        if let kernels {
            try require(kernels.count, 1...32, "kernel_sizes")
            for kernel in kernels { try require(kernel, 1...1_024, "kernel_sizes") }
        }
    }

    private func validateTask() throws(TextError) {
        switch task {
        case .classification(let names):
            guard (2...1_000_000).contains(names.count) else {
                throw .invalidValue(
                    key: "id2label", found: "\(names.count) classes", expected: "2 or more")
            }
        case .maskedWords where !family.isTransformer:
            throw .noHead(family: family.rawValue, task: task.name)
        case .regression, .embedding, .maskedWords: break
        }
    }

    private func requireDivisible(_ width: Int, _ key: String) throws(TextError) {
        guard width.isMultiple(of: heads) else {
            throw .invalidValue(
                key: bottleneck?.width == nil ? key : "intra_bottleneck_size", found: "\(width)",
                expected: "a multiple of the \(heads) heads of attention")
        }
    }

    private func requireShare(_ share: Double, _ key: String) throws(TextError) {
        guard (0..<1).contains(share) else {
            throw .invalidValue(key: key, found: "\(share)", expected: "from 0 to below 1")
        }
    }

    private func require(
        _ number: Int, _ range: ClosedRange<Int>, _ key: String
    ) throws(TextError) {
        guard range.contains(number) else {
            throw .invalidValue(
                key: key, found: "\(number)",
                expected: "from \(range.lowerBound) to \(range.upperBound)")
        }
    }
}
