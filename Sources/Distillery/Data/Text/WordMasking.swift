import Torch

/// Which words are hidden for a network to guess: `data.masking:` in a recipe.
///
/// Of all tokens that are no special ones a share is chosen, at least one of each text; of those most
/// become the mask token, some another token, and some stay (Devlin et al., 2019).
public struct WordMasking: Codable, Sendable, Equatable {
    /// The share of a text's tokens that are to be guessed.
    public var share: Double
    /// The share of those that become the mask token.
    public var masked: Double
    /// The share of those that become any other token.
    public var replaced: Double

    public init(share: Double = 0.15, masked: Double = 0.8, replaced: Double = 0.1) {
        self.share = share
        self.masked = masked
        self.replaced = replaced
    }

    enum CodingKeys: String, CodingKey, CaseIterable { case share, masked, replaced }

    /// Decodes strictly; what is left out has the value it has by default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        let usual = WordMasking()
        self.init(
            share: try values.decodeShare(.share, default: usual.share),
            masked: try values.decodeShare(.masked, default: usual.masked),
            replaced: try values.decodeShare(.replaced, default: usual.replaced))
        guard masked + replaced <= 1 else {
            throw RecipeError.invalidValue(
                path: values.path(of: .replaced), found: "\(masked) + \(replaced) of all",
                expected: "at most 1 together with 'masked'")
        }
    }

    /// Hides tokens of a text.
    ///
    /// - Returns: places of the hidden tokens, in their order, and the tokens that were there; none
    ///   where the text has special tokens alone.
    func hide(
        _ ids: inout [Int32], in tokenizer: Tokenizer, _ random: inout RandomStream
    ) -> [(place: Int, id: Int32)] {
        let special = tokenizer.specialTokens
        guard let mask = special.mask else { return [] }
        let untouched = Set(
            [special.padding, special.classification, special.separator, mask].compactMap { $0 })
        let open = ids.indices.filter { !untouched.contains(Int(ids[$0])) }
        guard !open.isEmpty else { return [] }
        var chosen = open.filter { _ in random.uniform() < share }
        if chosen.isEmpty { chosen = [open[random.integer(below: open.count)]] }
        return chosen.map { place in
            let id = ids[place]
            let draw = random.uniform()
            if draw < masked {
                ids[place] = Int32(mask)
            } else if draw < masked + replaced {
                ids[place] = Int32(random.integer(below: tokenizer.vocabularyCount))
            }
            return (place, id)
        }
    }
}
