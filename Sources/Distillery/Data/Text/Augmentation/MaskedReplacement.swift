import Foundation

/// Words replaced by what a masked language model proposes, as TinyBERT grows its data
/// (Jiao et al., 2020).
public struct MaskedReplacement: TextStep {
    public static let kind = "masked"

    public var probability: Double
    /// The share of the words that is replaced; TinyBERT takes 0.4.
    public var share: Double
    /// The proposals that are drawn from; TinyBERT takes 15.
    public var proposals: Int
    /// The folder of the language model, where none is given otherwise.
    public var model: String?
    public var keepsLabel: Bool

    public init(
        probability: Double = 1, share: Double = 0.4, proposals: Int = 15,
        model: String? = nil, keepsLabel: Bool = false
    ) {
        self.probability = probability
        self.share = share
        self.proposals = proposals
        self.model = model
        self.keepsLabel = keepsLabel
    }

    public func makeEdit(_ resources: TextResources) throws(TextDataError) -> TextEdit {
        let proposer = if let given = resources.proposer { given } else { try openModel() }
        return { [share, proposals] text, random in
            var pieces = TextPieces(text)
            let places = pieces.words.filter { _ in random.happens(withProbability: share) }
            guard !places.isEmpty else { return text }
            let found = try proposer.proposals(
                for: pieces.pieces.map(\.text), at: places, count: proposals)
            for (place, words) in zip(places, found) {
                let others = words.filter { $0 != pieces.pieces[place].text && !$0.isEmpty }
                guard !others.isEmpty else { continue }
                pieces.pieces[place].text = others[random.integer(below: others.count)]
            }
            return pieces.text
        }
    }

    private func openModel() throws(TextDataError) -> any TokenProposer {
        guard let model else {
            throw .option(
                name: "model of the step '\(Self.kind)'", found: "nothing",
                expected: "the folder of a masked language model")
        }
        do {
            return try MaskedWordProposer(
                folder: URL(filePath: (model as NSString).expandingTildeInPath))
        } catch {
            throw .file(path: model, message: "\(error)")
        }
    }
}

extension MaskedReplacement {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case kind, probability, share, proposals, model, keepsLabel = "keeps-label"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        let usual = MaskedReplacement()
        self.init(
            probability: try values.decodeShare(.probability, default: usual.probability),
            share: try values.decodeShare(.share, default: usual.share),
            proposals: try values.decodeCount(.proposals, default: usual.proposals),
            model: try values.decodeIfPresent(.model),
            keepsLabel: try values.decode(.keepsLabel, default: usual.keepsLabel))
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(Self.kind, forKey: .kind)
        try values.encode(probability, forKey: .probability)
        try values.encode(share, forKey: .share)
        try values.encode(proposals, forKey: .proposals)
        try values.encodeIfPresent(model, forKey: .model)
        try values.encode(keepsLabel, forKey: .keepsLabel)
    }
}
