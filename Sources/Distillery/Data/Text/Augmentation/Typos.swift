/// Slips of the hand: look-alike characters, and neighbouring letters of a word swapped.
public struct Typos: PhraseEdit {
    public static let kind = "typos"
    static let usual = Typos()

    public var probability: Double
    /// The most slips in a text.
    public var count: Int
    /// A table of the user's in place of the built-in one: characters that are mistaken for
    /// one another, a group a line, parted by tabs or commas.
    public var file: String?
    public var keepsLabel: Bool

    /// Words of fewer letters are left as they are.
    private static let wordLimit = 4

    public init(
        probability: Double = 0.3, count: Int = 1, file: String? = nil, keepsLabel: Bool = true
    ) {
        self.probability = probability
        self.count = count
        self.file = file
        self.keepsLabel = keepsLabel
    }

    public func makeEdit(_ resources: TextResources) throws(TextDataError) -> TextEdit {
        let table = try table(orElse: LookAlikes.groups)
        return { [count] text, random in
            let characters = Array(text)
            let words = Self.words(in: characters)
            let letters = words.reduce(0) { $0 + $1.count }
            let share = Double(letters) / Double(max(1, characters.count))
            guard !words.isEmpty, random.happens(withProbability: share) else {
                return table.replacing(count, in: text, &random)
            }
            var swapped = characters
            for _ in 0..<count {
                let word = words[random.integer(below: words.count)]
                // The first letter is the one that hardly anybody gets wrong.
                let place = word.lowerBound + 1 + random.integer(below: word.count - 2)
                swapped.swapAt(place, place + 1)
            }
            return String(swapped)
        }
    }

    /// The ranges of words of an alphabet that are long enough.
    private static func words(in text: [Character]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start = 0
        while start < text.count {
            let end =
                text[start...].firstIndex { !$0.isLetter || $0.isIdeograph } ?? text.count
            if end - start >= wordLimit { found.append(start..<end) }
            start = end + 1
        }
        return found
    }
}
