/// BERT's three steps in one pass: normalising, splitting and finding tokens, by one table lookup a scalar.
///
/// It gives what `BertNormalizer`, `BertPreTokenizer` and `WordPieceModel` give one after the other. A
/// text with a scalar that becomes several, or that changes places with its neighbours, is left to them.
struct BertPath: Sendable {
    private enum Kind: UInt32 {
        /// Part of a word; the payload is what the scalar becomes.
        case letter = 0
        case removed
        case space
        /// A word of its own; the payload is its token.
        case alone
        case several
    }

    private static let payloadBits: UInt32 = 24

    private let normalizer: BertNormalizer
    private let model: WordPieceModel
    /// Kind and payload of every scalar of the Basic Multilingual Plane.
    private let plane: [UInt32]

    init(normalizer: BertNormalizer, model: WordPieceModel) {
        self.normalizer = normalizer
        self.model = model
        plane = (UInt32(0)..<1 << 16).map { Self.entry(of: $0, normalizer, model) }
    }

    /// Appends the tokens of a stretch of the text in memory; `false`, with nothing appended, if it is left
    /// to the steps.
    func tokenize(_ range: Range<Int>, _ memory: inout EncodingMemory) -> Bool {
        let scalars = memory.scalars
        return scalars.withUnsafeBufferPointer {
            tokenize(
                UnsafeBufferPointer(rebasing: $0[range]), into: &memory.ids, word: &memory.word)
        }
    }

    private func tokenize(
        _ scalars: UnsafeBufferPointer<UInt32>, into ids: inout [Int32], word: inout [UInt32]
    ) -> Bool {
        let kept = ids.count
        word.removeAll(keepingCapacity: true)
        let isDone = plane.withUnsafeBufferPointer { plane in
            for scalar in scalars {
                let entry =
                    scalar < 1 << 16
                    ? plane[Int(scalar)] : Self.entry(of: scalar, normalizer, model)
                let payload = entry & (1 << Self.payloadBits - 1)
                switch entry >> Self.payloadBits {
                case Kind.letter.rawValue: word.append(payload)
                case Kind.removed.rawValue: continue
                case Kind.space.rawValue: finish(&word, into: &ids)
                case Kind.alone.rawValue:
                    finish(&word, into: &ids)
                    ids.append(Int32(payload))
                default: return false
                }
            }
            finish(&word, into: &ids)
            return true
        }
        if !isDone { ids.removeLast(ids.count - kept) }
        return isDone
    }

    @inline(__always)
    private func finish(_ word: inout [UInt32], into ids: inout [Int32]) {
        guard !word.isEmpty else { return }
        word.withUnsafeBufferPointer { model.tokenize($0, into: &ids) }
        word.removeAll(keepingCapacity: true)
    }

    private static func entry(
        of scalar: UInt32, _ normalizer: BertNormalizer, _ model: WordPieceModel
    ) -> UInt32 {
        let classes = ScalarClass.table
        func entry(_ kind: Kind, _ payload: UInt32 = 0) -> UInt32 {
            kind.rawValue << payloadBits | payload
        }
        if normalizer.cleansText {
            if classes[scalar].contains(.removed) { return entry(.removed) }
            if classes[scalar].contains(.whitespace) { return entry(.space) }
        }
        var parts = [scalar]
        if normalizer.stripsAccents {
            parts = UnicodeForm.decomposed.normalize(parts)
            parts.removeAll { classes[$0].contains(.nonspacingMark) }
            if parts.isEmpty { return entry(.removed) }
            if parts.contains(where: Decompositions.shared.moves) { return entry(.several) }
        }
        if normalizer.lowercases {
            var lower: [UInt32] = []
            for part in parts { LowercaseNormalizer.lowercase(part, into: &lower) }
            parts = lower
        }
        guard parts.count == 1 else { return entry(.several) }
        let becomes = parts[0]
        if classes[becomes].contains(.whitespace) { return entry(.space) }
        let isAlone =
            classes[becomes].contains(.punctuation)
            || normalizer.splitsChinese && ScalarClass.isChinese(scalar)
        return isAlone
            ? entry(.alone, UInt32(model.token(ofSingle: becomes))) : entry(.letter, becomes)
    }
}
