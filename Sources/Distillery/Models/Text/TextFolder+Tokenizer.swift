import Foundation

extension TextFolder {
    /// The folder's tokenizer.
    ///
    /// - Throws: `TokenizerError` where there is none, `TextError.tokenCount` for one that has tokens
    ///   beyond the network's words.
    public func tokenizer(for configuration: TextConfiguration) throws -> Tokenizer {
        let tokenizer = try Tokenizer(folder: url)
        guard tokenizer.vocabularyCount <= configuration.vocabulary else {
            throw TextError.tokenCount(
                folder: url.path, tokens: tokenizer.vocabularyCount,
                words: configuration.vocabulary)
        }
        return tokenizer
    }
}
