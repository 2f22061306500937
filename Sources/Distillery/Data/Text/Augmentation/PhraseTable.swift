/// Phrases and what each may be replaced by.
struct PhraseTable {
    /// A phrase found in a text.
    struct Match {
        let range: Range<Int>
        let others: [String]
    }

    private var others: [String: [String]] = [:]
    /// Phrases by their first character, the longest first.
    private var phrases: [Character: [[Character]]] = [:]

    /// Groups whose phrases all stand for one another; a phrase alone is left as it is, and
    /// keeps shorter phrases within it from being found.
    init(groups: [[String]]) {
        for group in groups {
            for phrase in group { add(phrase, others: group.filter { $0 != phrase }) }
        }
        sort()
    }

    /// Phrases that are replaced in one direction.
    init(directed: [(phrase: String, others: [String])]) {
        for entry in directed { add(entry.phrase, others: entry.others) }
        sort()
    }

    private mutating func add(_ phrase: String, others new: [String]) {
        guard let first = phrase.first else { return }
        if others[phrase] == nil { phrases[first, default: []].append(Array(phrase)) }
        let known = others[phrase, default: []]
        others[phrase] = known + new.filter { !known.contains($0) && !$0.isEmpty }
    }

    private mutating func sort() {
        for first in phrases.keys { phrases[first]?.sort { $0.count > $1.count } }
    }

    /// What is found from the left, the longest phrase at each place.
    func matches(in text: [Character]) -> [Match] {
        var found: [Match] = []
        var place = 0
        while place < text.count {
            let phrase = phrases[text[place]]?.first { phrase in
                text[place...].starts(with: phrase)
                    && isWhole(place..<place + phrase.count, in: text)
            }
            guard let phrase else {
                place += 1
                continue
            }
            let others = others[String(phrase)] ?? []
            if !others.isEmpty {
                found.append(Match(range: place..<place + phrase.count, others: others))
            }
            place += phrase.count
        }
        return found
    }

    /// Whether a phrase of letters is no part of a longer word.
    private func isWhole(_ range: Range<Int>, in text: [Character]) -> Bool {
        func joins(_ one: Character, _ other: Character) -> Bool {
            one.isLetter && other.isLetter && !one.isIdeograph && !other.isIdeograph
        }
        let startsWord =
            range.lowerBound == 0 || !joins(text[range.lowerBound - 1], text[range.lowerBound])
        let endsWord =
            range.upperBound == text.count
            || !joins(text[range.upperBound - 1], text[range.upperBound])
        return startsWord && endsWord
    }

    /// The text with at most `count` of its phrases replaced, chosen at random.
    func replacing(
        _ count: Int, in text: String, _ random: inout RandomStream
    ) -> String {
        var characters = Array(text)
        var matches = matches(in: characters)
        matches.shuffle(using: &random)
        // From the right, so that ranges to the left stay true.
        let chosen = matches.prefix(count).map { match in
            (match.range, match.others[random.integer(below: match.others.count)])
        }
        for (range, other) in chosen.sorted(by: { $0.0.lowerBound > $1.0.lowerBound }) {
            characters.replaceSubrange(range, with: other)
        }
        return String(characters)
    }
}
