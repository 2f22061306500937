/// Probabilities that stand in a reply: as JSON anywhere in it, or as one number.
struct ChatScores {
    /// One number a class, brought to a sum of 1: a model's own seldom have it.
    let row: JSONValue

    /// Nil where there are none for every class.
    init?(in reply: String, words: ClassWords) {
        guard let numbers = Self.numbers(in: reply, words), numbers.count == words.classNames.count,
            numbers.allSatisfy({ $0.isFinite && $0 >= 0 })
        else { return nil }
        let sum = numbers.reduce(0, +)
        guard sum > 0 else { return nil }
        row = .array(numbers.map { .number($0 / sum) })
    }

    private static func numbers(in reply: String, _ words: ClassWords) -> [Double]? {
        if let json = json(in: reply) {
            if let list = json.list { return list.compactMap(\.double) }
            var numbers = [Double?](repeating: nil, count: words.classNames.count)
            for member in json.members ?? [] {
                if let index = words.index(of: member.key) { numbers[index] = member.value.double }
            }
            return numbers.contains(nil) ? nil : numbers.compactMap(\.self)
        }
        let plain = reply.filter { !$0.isWhitespace && $0 != "%" }
        guard let number = Double(plain), words.classNames.count == 2 else { return nil }
        let share = reply.contains("%") ? number / 100 : number
        return (0...1).contains(share) ? [1 - share, share] : nil
    }

    /// The outermost object or list of a reply, whatever stands around it.
    private static func json(in reply: String) -> JSONValue? {
        for (open, close) in [("{", "}"), ("[", "]")] as [(Character, Character)] {
            guard let start = reply.firstIndex(of: open), let end = reply.lastIndex(of: close),
                start < end
            else { continue }
            if let value = JSONValue(json: reply[start...end].utf8) { return value }
        }
        return nil
    }
}
