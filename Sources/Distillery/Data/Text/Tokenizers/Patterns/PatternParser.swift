/// Reads the regular expressions that tokenizers' files hold, in Oniguruma's syntax.
///
/// Known are sets, `\p{…}`, groups, `(?i:…)`, choices, greedy, lazy and possessive repetition, lookahead
/// and anchors. Anything else is an error that names it, since a pattern that is nearly right gives
/// other ids.
struct PatternParser {
    private static let depthLimit = 50
    private static let countLimit = 1000
    private static let known = [
        "sets", "\\p{…}", "groups", "(?i:…)", "|", "* + ? {…}", "(?=…)", "(?!…)", "^ $ \\A \\z",
    ]

    private let source: [Unicode.Scalar]
    private let place: String
    private var position = 0
    private var depth = 0
    private var ignoresCase = false

    static func parse(_ text: String, place: String) throws(TokenizerError) -> PatternNode {
        var parser = PatternParser(text, place)
        let node = try parser.choice()
        guard parser.position == parser.source.count else { throw parser.malformed("no ')' here") }
        return node
    }

    private init(_ text: String, _ place: String) {
        source = Array(text.unicodeScalars)
        self.place = place
    }

    private mutating func choice() throws(TokenizerError) -> PatternNode {
        depth += 1
        guard depth <= Self.depthLimit else {
            throw .tooLarge(place: "the depth of \(place)", found: depth, limit: Self.depthLimit)
        }
        defer { depth -= 1 }
        var choices = [try sequence()]
        while take("|") { choices.append(try sequence()) }
        return choices.count == 1 ? choices[0] : .choice(choices)
    }

    private mutating func sequence() throws(TokenizerError) -> PatternNode {
        var parts: [PatternNode] = []
        while let next = peek, next != "|", next != ")" { parts.append(try repetition(try atom())) }
        return .sequence(parts)
    }

    private mutating func repetition(_ atom: PatternNode) throws(TokenizerError) -> PatternNode {
        var node = atom
        while let (least, most, isCounted) = try quantifier() {
            var greed = PatternNode.Greed.greedy
            if take("?") {
                greed = .lazy
            } else if !isCounted, take("+") {
                greed = .possessive
            }
            guard !node.canBeEmpty || most != nil else {
                throw unsupported("endless repetition of what can be empty")
            }
            node = .repetition(node, atLeast: least, atMost: most, greed)
        }
        return node
    }

    private mutating func quantifier() throws(TokenizerError) -> (Int, Int?, Bool)? {
        if take("*") { return (0, nil, false) }
        if take("+") { return (1, nil, false) }
        if take("?") { return (0, 1, false) }
        guard peek == "{" else { return nil }
        let start = position
        position += 1
        let least = try number()
        let most = take(",") ? try number() : least
        guard take("}"), least != nil || most != nil else {
            // A brace that counts nothing stands for itself.
            position = start
            return nil
        }
        if let least, let most, most < least {
            throw malformed("a range that does not run backwards")
        }
        return (least ?? 0, most, true)
    }

    private mutating func number() throws(TokenizerError) -> Int? {
        var value: Int?
        while let digit = peek.flatMap({ Int(String($0)) }) {
            position += 1
            value = (value ?? 0) * 10 + digit
            guard value ?? 0 <= Self.countLimit else {
                throw .tooLarge(place: place, found: value ?? 0, limit: Self.countLimit)
            }
        }
        return value
    }

    private mutating func atom() throws(TokenizerError) -> PatternNode {
        guard let next = peek else { throw malformed("something to repeat") }
        position += 1
        switch next {
        case "(": return try group()
        case "[": return .set(try set())
        case ".": return set([.range(0x0A...0x0A)], isNegated: true)
        case "^": return .lineStart
        case "$": return .lineEnd
        case "*", "+", "?": throw malformed("something before '\(next)'")
        case "\\":
            if take("A") { return .textStart }
            if take("z") { return .textEnd }
            return set(try escape())
        default: return set([.range(next.value...next.value)])
        }
    }

    private func set(_ members: [ScalarSet.Member], isNegated: Bool = false) -> PatternNode {
        .set(ScalarSet(members: members, isNegated: isNegated, ignoresCase: ignoresCase))
    }

    private mutating func group() throws(TokenizerError) -> PatternNode {
        let outer = ignoresCase
        defer { ignoresCase = outer }
        var wrap: (PatternNode) -> PatternNode = { $0 }
        if take("?") {
            if take("=") {
                wrap = { .lookahead($0, isNegated: false) }
            } else if take("!") {
                wrap = { .lookahead($0, isNegated: true) }
            } else if take(">") {
                wrap = { .atomic($0) }
            } else if take("i") {
                guard take(":") else { throw unsupported("(?i) without a colon") }
                ignoresCase = true
            } else if !take(":") {
                throw unsupported("(?" + (peek.map(String.init) ?? ""))
            }
        }
        let node = try choice()
        guard take(")") else { throw malformed("the end of a group") }
        return wrap(node)
    }

    private mutating func set() throws(TokenizerError) -> ScalarSet {
        depth += 1
        guard depth <= Self.depthLimit else {
            throw .tooLarge(place: "the depth of \(place)", found: depth, limit: Self.depthLimit)
        }
        defer { depth -= 1 }
        var set = ScalarSet(isNegated: take("^"), ignoresCase: ignoresCase)
        var isFirst = true
        while let next = peek, next != "]" || isFirst {
            isFirst = false
            position += 1
            if next == "[" {
                if peek == ":" { throw unsupported("[:") }
                set.members.append(.set(try self.set()))
            } else if next == "&", peek == "&" {
                throw unsupported("&&")
            } else {
                set.members.append(contentsOf: try range(from: next))
            }
        }
        guard take("]") else { throw malformed("the end of a set") }
        return set
    }

    /// A member of a set that begins with `first`, which was taken.
    private mutating func range(from first: Unicode.Scalar) throws(TokenizerError) -> [ScalarSet
        .Member]
    {
        let members = first == "\\" ? try escape() : [.range(first.value...first.value)]
        guard peek == "-", position + 1 < source.count, source[position + 1] != "]",
            members.count == 1, case .range(let low) = members[0]
        else { return members }
        position += 1
        guard let last = peek else { throw malformed("the end of a range") }
        position += 1
        let end = last == "\\" ? try escape() : [.range(last.value...last.value)]
        guard end.count == 1, case .range(let high) = end[0], low.lowerBound <= high.upperBound
        else {
            throw malformed("a range that does not run backwards")
        }
        return [.range(low.lowerBound...high.upperBound)]
    }

    /// What follows a backslash.
    private mutating func escape() throws(TokenizerError) -> [ScalarSet.Member] {
        guard let next = peek else { throw malformed("a character behind a backslash") }
        position += 1
        switch next {
        case "n": return [.range(10...10)]
        case "r": return [.range(13...13)]
        case "t": return [.range(9...9)]
        case "f": return [.range(12...12)]
        case "v": return [.range(11...11)]
        case "s": return [.scalarClass(.whitespace)]
        case "S": return [not([.scalarClass(.whitespace)])]
        case "d": return [.categories([.decimalNumber])]
        case "D": return [not([.categories([.decimalNumber])])]
        case "w": return [.scalarClass(.patternWord)]
        case "W": return [not([.scalarClass(.patternWord)])]
        case "p", "P":
            guard take("{") else { throw malformed("a name in braces behind \\\(next)") }
            let isNegated = take("^")
            var name = ""
            while let letter = peek, letter != "}" {
                name.unicodeScalars.append(letter)
                position += 1
            }
            guard take("}"), let members = ScalarSet.property(name) else {
                throw unsupported("\\p{\(name)}")
            }
            return isNegated != (next == "P") ? [not(members)] : members
        case "u", "x": return [try coded(digits: next == "u" ? 4 : 2)]
        case _ where next.properties.isAlphabetic || next.properties.numericType != nil:
            throw unsupported("\\\(next)")
        default: return [.range(next.value...next.value)]
        }
    }

    private mutating func coded(digits: Int) throws(TokenizerError) -> ScalarSet.Member {
        var text = ""
        if digits == 2, take("{") {
            while let digit = peek, digit != "}" {
                text.unicodeScalars.append(digit)
                position += 1
            }
            position += 1
        } else {
            text = String(String.UnicodeScalarView(source[position...].prefix(digits)))
            position = min(position + digits, source.count)
        }
        guard let code = UInt32(text, radix: 16), code < 0x110000 else {
            throw malformed("hexadecimal digits of a character")
        }
        return .range(code...code)
    }

    private func not(_ members: [ScalarSet.Member]) -> ScalarSet.Member {
        .set(ScalarSet(members: members, isNegated: true))
    }

    private var peek: Unicode.Scalar? { position < source.count ? source[position] : nil }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        position += 1
        return true
    }

    private func malformed(_ expected: String) -> TokenizerError {
        .malformed(
            place: "\(place), character \(position),", found: peek.map { "'\($0)'" } ?? "the end",
            expected: expected)
    }

    private func unsupported(_ what: String) -> TokenizerError {
        .unsupported(place: place, found: what, known: Self.known)
    }
}
