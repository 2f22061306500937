import Foundation
import Torch

/// A masked language model from a Hugging Face folder, as TinyBERT grows its data with one.
///
/// A gap is the mask token in place of the word's own tokens; words are those that the vocabulary has
/// whole, so that no proposal is a piece of a word.
public struct MaskedWordProposer: TokenProposer {
    private let network: any TextNetwork
    private let tokenizer: Tokenizer
    private let mask: Int
    private let limit: Int
    private let device: Device

    /// - Throws: `TextError` or `TokenizerError` for what is no model, `RunError.notAModel` where it
    ///   cannot guess words.
    public init(folder: URL, device: Device = .cpu) throws {
        let loaded = try TextFolder(folder).load()
        guard case .maskedWords = loaded.network.configuration.task else {
            throw RunError.notAModel(
                path: folder.path,
                missing: "it is for \(loaded.network.configuration.task.name) and has no head for "
                    + "masked words, as a folder of a BERT…ForMaskedLM has")
        }
        tokenizer = try Tokenizer(folder: folder)
        guard let mask = tokenizer.specialTokens.mask else {
            throw RunError.notAModel(path: folder.path, missing: "its tokenizer has no mask token")
        }
        self.mask = mask
        network = loaded.network
        limit = min(network.configuration.maximumLength ?? 512, 512)
        self.device = device
        try network.move(to: device)
    }

    public func proposals(
        for words: [String], at places: [Int], count: Int
    ) throws -> [[String]] {
        var found = [[String]](repeating: [], count: places.count)
        let gaps = try places.map { try gap(in: words, at: $0) }
        let rows = gaps.indices.filter { gaps[$0].place != nil }
        // Short texts have few places: one batch a text.
        guard !rows.isEmpty else { return found }
        let batch = try TokenBatch.tensor(
            ids: rows.map { gaps[$0].ids }, padding: tokenizer.specialTokens.padding ?? 0
        ).to(device)
        let scores = try withoutGradients { try network(batch).to(.float32) }
        for (row, index) in rows.enumerated() {
            guard let place = gaps[index].place else { continue }
            let own: [Float] = try scores.select(dimension: 0, index: row)
                .select(dimension: 0, index: place).elements()
            found[index] = likeliest(own, count: count)
        }
        return found
    }

    /// The tokens of a text with a word masked, and the mask's place; nil where it was cut off.
    private func gap(in words: [String], at place: Int) throws -> (ids: [Int], place: Int?) {
        func tokens(_ words: some Collection<String>) throws -> [Int] {
            try tokenizer.encode(words.joined(separator: " "), addsSpecialTokens: false)
                .ids.map(Int.init)
        }
        let special = tokenizer.specialTokens
        let ids =
            [special.classification].compactMap { $0 } + (try tokens(words[..<place])) + [mask]
            + (try tokens(words[(place + 1)...]))
        let room = limit - (special.separator == nil ? 0 : 1)
        let kept = ids.prefix(room) + [special.separator].compactMap { $0 }
        return (Array(kept), ids.prefix(room).lastIndex(of: mask))
    }

    /// The words with the largest scores; special tokens and pieces of words are left out.
    private func likeliest(_ scores: [Float], count: Int) -> [String] {
        let order = scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
        return Array(order.lazy.compactMap(word).prefix(count))
    }

    private func word(_ id: Int) -> String? {
        guard let token = tokenizer.token(id) else { return nil }
        let pieces = TextPieces(token).pieces
        guard pieces.count == 1, pieces[0].isWord, pieces[0].text == token else { return nil }
        return token
    }
}
