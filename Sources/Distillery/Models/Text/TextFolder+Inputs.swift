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

    /// What stands beside the tokens of its texts; nil where the network reads nothing there.
    ///
    /// - Throws: `TextError` for a file that is not there, is no such file, or is of another network.
    func address(for configuration: TextConfiguration) throws -> AddressCodes? {
        guard let count = configuration.addressCodes else { return nil }
        let codes = try AddressCodes(folder: url)
        guard codes.count == count else {
            throw TextError.file(
                path: url.appending(path: AddressCodes.fileName).path,
                .invalidValue(
                    key: "the file", found: "of \(codes.count) numbers",
                    expected: "of \(count), as the network beside it reads"))
        }
        return codes
    }
}
