/// Words as tokens, while a vocabulary grows by joining neighbours.
struct WordPieces {
    /// Two neighbouring tokens: the left one times 2³², plus the right one.
    private typealias Pair = UInt64

    /// Neighbours with the words where they may be found.
    private struct Candidate {
        var pair: Pair
        var count: Int
        var words: [Int32]

        /// Whether it is joined after `other`: less frequent, or as frequent with greater ids.
        func isAfter(_ other: Candidate) -> Bool {
            (count, other.pair) < (other.count, pair)
        }
    }

    private static let prefix: [UInt32] = [0x23, 0x23]

    /// The vocabulary so far, in the order of ids.
    private(set) var tokens: [[UInt32]] = []
    private var ids: [[UInt32]: Int32] = [:]
    private var words: [[Int32]] = []
    private var wordCounts: [Int] = []
    private var pairCounts: [Pair: Int] = [:]
    /// A heap with the first candidate at its top.
    private var queue: [Candidate] = []

    init(special: [String]) {
        for token in special { _ = id(of: token.scalarValues) }
    }

    /// The id of a token, which is added where it is new.
    private mutating func id(of token: [UInt32]) -> Int32 {
        if let id = ids[token] { return id }
        let id = Int32(tokens.count)
        ids[token] = id
        tokens.append(token)
        return id
    }

    /// Adds the characters, and the words made of them; a character that is not there is left out of words.
    mutating func add(
        _ counted: [(scalars: [UInt32], count: Int)], characters: [UInt32]
    ) {
        for character in characters { _ = id(of: [character]) }
        let known = Set(characters)
        for word in counted {
            var parts: [Int32] = []
            for (index, scalar) in word.scalars.enumerated() where known.contains(scalar) {
                parts.append(id(of: index == 0 ? [scalar] : Self.prefix + [scalar]))
            }
            words.append(parts)
            wordCounts.append(word.count)
        }
    }

    /// Joins neighbours until there are so many tokens, or no pair is frequent enough.
    mutating func merge(untilCount size: Int, minimalCount: Int) {
        countPairs()
        while tokens.count < size, var top = pop() {
            let count = pairCounts[top.pair] ?? 0
            if top.count != count {
                top.count = count
                push(top)
                continue
            }
            guard count >= max(1, minimalCount) else { return }
            let left = Int32(top.pair >> 32)
            let right = Int32(top.pair & 0xFFFF_FFFF)
            let tail = tokens[Int(right)]
            let rest =
                tail.starts(with: Self.prefix) ? tail.dropFirst(Self.prefix.count) : tail[...]
            join(left, right, as: id(of: tokens[Int(left)] + rest), in: top.words)
        }
    }

    private mutating func countPairs() {
        var places: [Pair: [Int32]] = [:]
        for (index, word) in words.enumerated() {
            for (left, right) in zip(word, word.dropFirst()) {
                let pair = Self.pair(left, right)
                pairCounts[pair, default: 0] += wordCounts[index]
                Self.note(Int32(index), in: &places[pair, default: []])
            }
        }
        push(places)
    }

    private mutating func join(_ left: Int32, _ right: Int32, as joined: Int32, in places: [Int32])
    {
        var new: [Pair: [Int32]] = [:]
        for place in places {
            let count = wordCounts[Int(place)]
            var word = words[Int(place)]
            var index = 0
            while index + 1 < word.count {
                guard word[index] == left, word[index + 1] == right else {
                    index += 1
                    continue
                }
                word[index] = joined
                word.remove(at: index + 1)
                if index > 0 {
                    let formed = Self.pair(word[index - 1], joined)
                    pairCounts[Self.pair(word[index - 1], left), default: 0] -= count
                    pairCounts[formed, default: 0] += count
                    Self.note(place, in: &new[formed, default: []])
                }
                if index + 1 < word.count {
                    let formed = Self.pair(joined, word[index + 1])
                    pairCounts[Self.pair(right, word[index + 1]), default: 0] -= count
                    pairCounts[formed, default: 0] += count
                    Self.note(place, in: &new[formed, default: []])
                }
                index += 1
            }
            words[Int(place)] = word
        }
        push(new)
    }

    private static func pair(_ left: Int32, _ right: Int32) -> Pair {
        UInt64(left) << 32 | UInt64(right)
    }

    private static func note(_ word: Int32, in words: inout [Int32]) {
        if words.last != word { words.append(word) }
    }

    private mutating func push(_ places: [Pair: [Int32]]) {
        for (pair, words) in places {
            if let count = pairCounts[pair], count > 0 {
                push(Candidate(pair: pair, count: count, words: words))
            }
        }
    }

    private mutating func push(_ candidate: Candidate) {
        var place = queue.count
        queue.append(candidate)
        while place > 0, queue[(place - 1) / 2].isAfter(candidate) {
            queue.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    private mutating func pop() -> Candidate? {
        guard let first = queue.first else { return nil }
        queue.swapAt(0, queue.count - 1)
        queue.removeLast()
        var place = 0
        while true {
            var child = place * 2 + 1
            guard child < queue.count else { return first }
            if child + 1 < queue.count, queue[child].isAfter(queue[child + 1]) { child += 1 }
            guard queue[place].isAfter(queue[child]) else { return first }
            queue.swapAt(place, child)
            place = child
        }
    }
}
