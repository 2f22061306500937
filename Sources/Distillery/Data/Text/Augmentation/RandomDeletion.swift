/// Words left out, each with the same probability; one is always kept.
public struct RandomDeletion: RandomEdit {
    public static let kind = "random-deletion"

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
            var dropped = Set(words.filter { _ in random.happens(withProbability: share) })
            if dropped.count == words.count {
                dropped.remove(words[random.integer(below: words.count)])
            }
            pieces.pieces = pieces.pieces.indices.filter { !dropped.contains($0) }
                .map { pieces.pieces[$0] }
            return pieces.text
        }
    }
}
