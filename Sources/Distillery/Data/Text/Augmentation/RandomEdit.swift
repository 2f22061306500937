/// What the random steps of EDA have in common (Wei and Zou, 2019): a share of the words.
///
/// They may change what a text means, so that the label is unknown unless the user says that
/// it is kept.
protocol RandomEdit: TextStep {
    /// The share of the words that is changed, α of the paper.
    var share: Double { get }
    init(probability: Double, share: Double, keepsLabel: Bool)
}

enum RandomEditKeys: String, CodingKey, CaseIterable {
    case kind, probability, share, keepsLabel = "keeps-label"
}

extension RandomEdit {
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: RandomEditKeys.self)
        self.init(
            probability: try values.decodeShare(.probability, default: 0.5),
            share: try values.decodeShare(.share, default: 0.1),
            keepsLabel: try values.decode(.keepsLabel, default: false))
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: RandomEditKeys.self)
        try values.encode(Self.kind, forKey: .kind)
        try values.encode(probability, forKey: .probability)
        try values.encode(share, forKey: .share)
        try values.encode(keepsLabel, forKey: .keepsLabel)
    }
}
