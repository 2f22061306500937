extension Tokenizer {
    /// Encodes a text, or a pair of texts.
    ///
    /// - Parameters:
    ///   - pair: The second text.
    ///   - maxLength: How many tokens there may be, special ones included; `nil` for any number.
    ///   - truncation: What is cut where there are more.
    ///   - addsSpecialTokens: Whether the tokens that the file puts around texts are added.
    /// - Throws: `TokenizerError` where a text does not fit and must not be cut, or where a pattern of the
    ///   file takes too long on it.
    public func encode(
        _ text: String, pair: String? = nil, maxLength: Int? = nil,
        truncation: Truncation = .longestFirst, addsSpecialTokens: Bool = true
    ) throws(TokenizerError) -> TokenEncoding {
        var memory = EncodingMemory()
        return try encode(text, pair, maxLength, truncation, addsSpecialTokens, &memory)
    }

    /// Encodes texts one by one, on the calling thread.
    public func encode(
        _ texts: [String], maxLength: Int? = nil, truncation: Truncation = .longestFirst,
        addsSpecialTokens: Bool = true
    ) throws(TokenizerError) -> [TokenEncoding] {
        var memory = EncodingMemory()
        var encodings: [TokenEncoding] = []
        encodings.reserveCapacity(texts.count)
        for text in texts {
            encodings.append(
                try encode(text, nil, maxLength, truncation, addsSpecialTokens, &memory))
        }
        return encodings
    }

    /// Encodes pairs of texts one by one, on the calling thread.
    public func encode(
        pairs: [(String, String)], maxLength: Int? = nil, truncation: Truncation = .longestFirst,
        addsSpecialTokens: Bool = true
    ) throws(TokenizerError) -> [TokenEncoding] {
        var memory = EncodingMemory()
        var encodings: [TokenEncoding] = []
        encodings.reserveCapacity(pairs.count)
        for (first, second) in pairs {
            encodings.append(
                try encode(first, second, maxLength, truncation, addsSpecialTokens, &memory))
        }
        return encodings
    }

    private func encode(
        _ text: String, _ pair: String?, _ maxLength: Int?, _ truncation: Truncation,
        _ addsSpecialTokens: Bool, _ memory: inout EncodingMemory
    ) throws(TokenizerError) -> TokenEncoding {
        memory.ids.removeAll(keepingCapacity: true)
        try tokenize(text, &memory)
        let firstCount = memory.ids.count
        if let pair { try tokenize(pair, &memory) }
        let secondCount = memory.ids.count - firstCount

        let template = pair == nil ? templates.single : templates.pair
        let addedCount = addsSpecialTokens ? template.addedCount : 0
        var kept = (first: firstCount, second: secondCount)
        if let maxLength {
            guard maxLength >= addedCount else {
                throw .setting(
                    name: "the length", found: "\(maxLength)",
                    expected: "at least the \(addedCount) special tokens around a text")
            }
            kept = try truncation.kept(
                first: firstCount, second: pair == nil ? nil : secondCount,
                limit: maxLength - addedCount)
        }
        return template.fill(
            memory.ids[..<kept.first], memory.ids[firstCount..<firstCount + kept.second],
            addsSpecialTokens: addsSpecialTokens,
            cutCount: firstCount + secondCount - kept.first - kept.second)
    }

    /// Appends the tokens of a text, without those that are put around it.
    private func tokenize(
        _ text: String, _ memory: inout EncodingMemory
    ) throws(TokenizerError) {
        memory.read(text)
        guard let finder, finder.mayFind(in: memory.scalars) else {
            return try tokenize(0..<memory.scalars.count, &memory)
        }
        for stretch in finder.stretches(of: memory.scalars) {
            if let token = stretch.token {
                memory.ids.append(Int32(token.id))
            } else {
                try tokenize(stretch.range, &memory)
            }
        }
    }

    /// Appends the tokens of a stretch without added tokens.
    private func tokenize(
        _ range: Range<Int>, _ memory: inout EncodingMemory
    ) throws(TokenizerError) {
        if let bertPath, bertPath.tokenize(range, &memory) { return }
        var normalized = NormalizedText(
            scalars: Array(memory.scalars[range]), isAtStart: range.lowerBound == 0)
        try normalizer?.normalize(&normalized)
        var text = TokenText()
        if let normalizedFinder, normalizedFinder.mayFind(in: normalized.scalars) {
            for stretch in normalizedFinder.stretches(of: normalized.scalars) {
                text.append(
                    normalized.scalars[stretch.range],
                    isAtStart: normalized.isAtStart && stretch.range.lowerBound == 0,
                    token: stretch.token.map { Int32($0.id) })
            }
        } else {
            text.append(normalized.scalars, isAtStart: normalized.isAtStart)
        }
        try preTokenizer?.split(&text)
        for piece in text.pieces {
            if let token = piece.token {
                memory.ids.append(token)
                continue
            }
            try text.scalars.withUnsafeBufferPointer { (scalars) throws(TokenizerError) in
                try model.tokenize(
                    UnsafeBufferPointer(rebasing: scalars[piece.range]), into: &memory.ids,
                    &memory.model)
            }
        }
    }
}

extension TokenTemplate {
    /// The tokens of one text or two with the special ones around them.
    func fill(
        _ first: ArraySlice<Int32>, _ second: ArraySlice<Int32>, addsSpecialTokens: Bool,
        cutCount: Int
    ) -> TokenEncoding {
        var encoding = TokenEncoding(ids: [], segments: [], cutCount: cutCount)
        let count = first.count + second.count + (addsSpecialTokens ? addedCount : 0)
        encoding.ids.reserveCapacity(count)
        encoding.segments.reserveCapacity(count)
        for part in parts {
            switch part {
            case .first(let segment): encoding.append(first, segment)
            case .second(let segment): encoding.append(second, segment)
            case .special(let ids, let segment):
                if addsSpecialTokens { encoding.append(ids[...], segment) }
            }
        }
        return encoding
    }
}

extension TokenEncoding {
    fileprivate mutating func append(_ tokens: ArraySlice<Int32>, _ segment: Int32) {
        ids.append(contentsOf: tokens)
        segments.append(contentsOf: repeatElement(segment, count: tokens.count))
    }
}
