extension Tokenizer {
    /// The text of tokens, as the file's decoder joins them; ids that no token has are passed over.
    ///
    /// What normalising changed does not come back: a text in lower case stays so.
    public func decode(
        _ ids: some Sequence<Int32>, skippingSpecialTokens: Bool = true
    ) throws(TokenizerError) -> String {
        var tokens: [[UInt32]] = []
        for id in ids {
            let token =
                added[Int(id)]?.spelling ?? model.vocabulary.scalars(of: Int(id)).map(Array.init)
            guard let token, !(skippingSpecialTokens && specialTexts.contains(token)) else {
                continue
            }
            tokens.append(token)
        }
        guard let decoder else { return String(scalarValues: tokens.joined(separator: [0x20])) }
        return String(scalarValues: try decoder.decode(tokens).joined())
    }
}
