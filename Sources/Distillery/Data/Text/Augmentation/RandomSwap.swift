/// Pairs of words that change places.
public struct RandomSwap: RandomEdit {
    public static let kind = "random-swap"

    public var probability: Double
    public var share: Double
    public var keepsLabel: Bool

    public init(probability: Double = 0.5, share: Double = 0.1, keepsLabel: Bool = false) {
        self.probability = probability
        self.share = share
        self.keepsLabel = keepsLabel
    }

    public func makeEdit(_ resources: TextResources) throws(TextDataError) -> TextEdit {
        { [share] text, random in
            var pieces = TextPieces(text)
            let words = pieces.words
            guard words.count > 1 else { return text }
            for _ in 0..<pieces.count(ofShare: share) {
                let first = random.integer(below: words.count)
                let step = 1 + random.integer(below: words.count - 1)
                let second = (first + step) % words.count
                let other = pieces.pieces[words[second]].text
                pieces.pieces[words[second]].text = pieces.pieces[words[first]].text
                pieces.pieces[words[first]].text = other
            }
            return pieces.text
        }
    }
}
