/// Words put in at random places: a synonym of a word of the text, else a word of it again.
public struct RandomInsertion: RandomEdit {
    public static let kind = "random-insertion"

    public var probability: Double
    public var share: Double
    public var keepsLabel: Bool

    public init(probability: Double = 0.5, share: Double = 0.1, keepsLabel: Bool = false) {
        self.probability = probability
        self.share = share
        self.keepsLabel = keepsLabel
    }

    public func makeEdit(_ resources: TextResources) throws(TextDataError) -> TextEdit {
        let table = PhraseTable(groups: Synonyms.builtIn)
        return { [share] text, random in
            var pieces = TextPieces(text)
            let words = pieces.words.map { pieces.pieces[$0] }
            guard !words.isEmpty else { return text }
            let hasSpaces = pieces.pieces.contains(where: \.spaced)
            let synonyms = table.matches(in: Array(text)).flatMap(\.others)
            for _ in 0..<pieces.count(ofShare: share) {
                var piece = words[random.integer(below: words.count)]
                if !synonyms.isEmpty { piece.text = random.choice(synonyms) }
                piece.spaced = hasSpaces && piece.text.first?.isIdeograph == false
                let place = random.integer(below: pieces.pieces.count + 1)
                if place == 0 { pieces.pieces[0].spaced = piece.spaced }
                pieces.pieces.insert(piece, at: place)
            }
            return pieces.text
        }
    }
}
