/// A regular expression as steps of a machine that goes back where it fails.
///
/// Such a machine can take very long on some patterns, so its steps are counted and bounded by the
/// length of the text.
struct PatternProgram: Sendable {
    private enum Step: Sendable {
        case scalar(ScalarSet)
        case lineStart
        case lineEnd
        case textStart
        case textEnd
        /// Goes to the first, and to the second if that fails.
        case fork(Int, Int)
        case jump(Int)
        /// Goes on if the program that lies before `end` matches here, or if it does not.
        case look(end: Int, isNegated: Bool)
        /// Goes on behind what the program before `end` matches, and never back into it.
        case atomic(end: Int)
        case done
    }

    private static let sizeLimit = 20_000
    private static let stepsPerScalar = 1000

    private let source: String
    private let place: String
    private var steps: [Step] = []
    /// How many parts were added, those included that take no step.
    private var partCount = 0

    init(_ source: String, place: String) throws(TokenizerError) {
        self.source = source
        self.place = place
        try add(try PatternParser.parse(source, place: place))
        steps.append(.done)
    }

    private mutating func add(_ node: PatternNode) throws(TokenizerError) {
        partCount += 1
        guard partCount < Self.sizeLimit else {
            throw .tooLarge(place: "the size of \(place)", found: partCount, limit: Self.sizeLimit)
        }
        switch node {
        case .set(let set): steps.append(.scalar(set))
        case .lineStart: steps.append(.lineStart)
        case .lineEnd: steps.append(.lineEnd)
        case .textStart: steps.append(.textStart)
        case .textEnd: steps.append(.textEnd)
        case .sequence(let parts): for part in parts { try add(part) }
        case .choice(let parts):
            var jumps: [Int] = []
            for part in parts.dropLast() {
                let fork = steps.count
                steps.append(.done)
                try add(part)
                jumps.append(steps.count)
                steps.append(.done)
                steps[fork] = .fork(fork + 1, steps.count)
            }
            if let last = parts.last { try add(last) }
            for jump in jumps { steps[jump] = .jump(steps.count) }
        case .repetition(let part, let least, let most, .possessive):
            try add(.atomic(.repetition(part, atLeast: least, atMost: most, .greedy)))
        case .repetition(let part, let least, let most, let greed):
            try addRepetition(of: part, least, most, isLazy: greed == .lazy)
        case .lookahead(let part, let isNegated):
            try addNested(part) { .look(end: $0, isNegated: isNegated) }
        case .atomic(let part):
            try addNested(part) { .atomic(end: $0) }
        }
    }

    private mutating func addNested(
        _ part: PatternNode, _ step: (Int) -> Step
    ) throws(TokenizerError) {
        let start = steps.count
        steps.append(.done)
        try add(part)
        steps.append(.done)
        steps[start] = step(steps.count)
    }

    private mutating func addRepetition(
        of part: PatternNode, _ least: Int, _ most: Int?, isLazy: Bool
    ) throws(TokenizerError) {
        func fork(into inside: Int, past outside: Int) -> Step {
            isLazy ? .fork(outside, inside) : .fork(inside, outside)
        }
        for _ in 0..<least { try add(part) }
        if let most {
            var forks: [Int] = []
            for _ in least..<most {
                forks.append(steps.count)
                steps.append(.done)
                try add(part)
            }
            for place in forks { steps[place] = fork(into: place + 1, past: steps.count) }
        } else {
            let start = steps.count
            steps.append(.done)
            try add(part)
            steps.append(.jump(start))
            steps[start] = fork(into: start + 1, past: steps.count)
        }
    }

    /// The matches in `range`, in order, none overlapping another.
    func matches(in scalars: [UInt32], _ range: Range<Int>) throws(TokenizerError) -> [Range<Int>] {
        var matches: [Range<Int>] = []
        let limit = (range.count + Self.stepsPerScalar) * Self.stepsPerScalar
        var budget = limit
        var start = range.lowerBound
        while start <= range.upperBound {
            let end = run(0, scalars, range, start, &budget)
            guard budget > 0 else { throw .patternTooSlow(pattern: source, steps: limit) }
            // What is empty right behind the match before is none.
            if let end, end > start || matches.last?.upperBound != start {
                matches.append(start..<end)
            }
            if let end, end > start { start = end } else { start += 1 }
        }
        return matches
    }

    /// Where the program that begins at `first` ends when it starts at `start`; `nil` if it does not match.
    private func run(
        _ first: Int, _ scalars: [UInt32], _ range: Range<Int>, _ start: Int, _ budget: inout Int
    ) -> Int? {
        var stack: [(step: Int, position: Int)] = [(first, start)]
        while var (step, position) = stack.popLast() {
            attempt: while true {
                budget -= 1
                guard budget > 0 else { return nil }
                switch steps[step] {
                case .scalar(let set):
                    guard position < range.upperBound, set.contains(scalars[position]) else {
                        break attempt
                    }
                    position += 1
                    step += 1
                case .lineStart:
                    guard position == range.lowerBound || scalars[position - 1] == 0x0A else {
                        break attempt
                    }
                    step += 1
                case .lineEnd:
                    guard position == range.upperBound || scalars[position] == 0x0A else {
                        break attempt
                    }
                    step += 1
                case .textStart:
                    guard position == range.lowerBound else { break attempt }
                    step += 1
                case .textEnd:
                    guard position == range.upperBound else { break attempt }
                    step += 1
                case .fork(let preferred, let other):
                    stack.append((other, position))
                    step = preferred
                case .jump(let target): step = target
                case .look(let end, let isNegated):
                    let isThere = run(step + 1, scalars, range, position, &budget) != nil
                    guard isThere != isNegated else { break attempt }
                    step = end
                case .atomic(let end):
                    guard let next = run(step + 1, scalars, range, position, &budget) else {
                        break attempt
                    }
                    position = next
                    step = end
                case .done: return position
                }
            }
        }
        return nil
    }
}
