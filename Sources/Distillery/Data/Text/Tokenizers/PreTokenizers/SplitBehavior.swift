/// What becomes of the delimiters that a text is cut at.
enum SplitBehavior: String, Sendable {
    case removed = "Removed"
    case isolated = "Isolated"
    case mergedWithPrevious = "MergedWithPrevious"
    case mergedWithNext = "MergedWithNext"
    case contiguous = "Contiguous"

    static let known = [
        "Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous",
    ]

    init(_ object: JSONObject, default standard: SplitBehavior?) throws(TokenizerError) {
        let name = try object.optionalText("behavior")
        guard let behavior = name.map(SplitBehavior.init(rawValue:)) ?? standard else {
            throw .unsupported(
                place: object.place(of: "behavior"), found: name ?? "nothing", known: Self.known)
        }
        self = behavior
    }

    /// Cuts `range` at the delimiters, which lie in it in order.
    ///
    /// With `inverted`, what lies between `delimiters` delimits and they are kept.
    func parts(
        of range: Range<Int>, delimiters: [Range<Int>], inverted: Bool = false,
        into parts: inout [Range<Int>]
    ) {
        var spans: [(range: Range<Int>, delimits: Bool)] = []
        spans.reserveCapacity(delimiters.count * 2 + 1)
        var end = range.lowerBound
        for delimiter in delimiters {
            if end < delimiter.lowerBound { spans.append((end..<delimiter.lowerBound, inverted)) }
            spans.append((delimiter, !inverted))
            end = delimiter.upperBound
        }
        if end < range.upperBound { spans.append((end..<range.upperBound, inverted)) }

        switch self {
        case .removed: parts.append(contentsOf: spans.lazy.filter { !$0.delimits }.map(\.range))
        case .isolated: parts.append(contentsOf: spans.lazy.map(\.range))
        case .contiguous: merge(spans, into: &parts) { $0 == $1 }
        case .mergedWithPrevious: merge(spans, into: &parts) { !$0 && $1 }
        case .mergedWithNext:
            var merged: [Range<Int>] = []
            var previous = false
            for span in spans.reversed() {
                if span.delimits, !previous, let last = merged.last {
                    merged[merged.count - 1] = span.range.lowerBound..<last.upperBound
                } else {
                    merged.append(span.range)
                }
                previous = span.delimits
            }
            parts.append(contentsOf: merged.reversed())
        }
    }

    /// Joins a span to the one before it where `joins(previous delimits, this one delimits)`.
    private func merge(
        _ spans: [(range: Range<Int>, delimits: Bool)], into parts: inout [Range<Int>],
        _ joins: (Bool, Bool) -> Bool
    ) {
        var previous = false
        var isFirst = true
        for span in spans {
            if !isFirst, joins(previous, span.delimits), let last = parts.last {
                parts[parts.count - 1] = last.lowerBound..<span.range.upperBound
            } else {
                parts.append(span.range)
            }
            previous = span.delimits
            isFirst = false
        }
    }
}
