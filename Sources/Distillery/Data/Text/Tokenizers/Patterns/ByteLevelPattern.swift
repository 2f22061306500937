/// GPT-2's pattern, by hand:
/// `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`.
///
/// Every scalar belongs to exactly one match.
struct ByteLevelPattern: Sendable {
    static let source =
        #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#

    private static let kinds: ScalarClass = [.letter, .number, .whitespace]
    private let classes = ScalarClass.table

    /// Appends the matches in `range`, which cover it.
    func pieces(of scalars: [UInt32], _ range: Range<Int>, into parts: inout [Range<Int>]) {
        var start = range.lowerBound
        while start < range.upperBound {
            let end = self.end(of: scalars, start, range.upperBound)
            parts.append(start..<end)
            start = end
        }
    }

    private func end(of scalars: [UInt32], _ start: Int, _ limit: Int) -> Int {
        if scalars[start] == 0x27, let length = contraction(scalars, start + 1, limit) {
            return start + 1 + length
        }
        // A space belongs to what follows it, unless that is white space too.
        let first = scalars[start] == 0x20 && start + 1 < limit ? start + 1 : start
        let kind = self.kind(scalars[first])
        if kind != .whitespace { return runEnd(scalars, first, limit, kind) }
        let end = runEnd(scalars, start, limit, .whitespace)
        // White space before a word leaves its last scalar to the word.
        return end < limit && end - start > 1 ? end - 1 : end
    }

    private func runEnd(_ scalars: [UInt32], _ start: Int, _ limit: Int, _ kind: ScalarClass) -> Int
    {
        var end = start + 1
        while end < limit, self.kind(scalars[end]) == kind { end += 1 }
        return end
    }

    private func kind(_ scalar: UInt32) -> ScalarClass {
        classes[scalar].intersection(Self.kinds)
    }

    /// How many scalars behind an apostrophe belong to it.
    private func contraction(_ scalars: [UInt32], _ start: Int, _ limit: Int) -> Int? {
        guard start < limit else { return nil }
        let second = start + 1 < limit ? scalars[start + 1] : 0
        switch (scalars[start], second) {
        case (0x73, _), (0x74, _), (0x6D, _), (0x64, _): return 1  // s, t, m, d
        case (0x72, 0x65), (0x76, 0x65), (0x6C, 0x6C): return 2  // re, ve, ll
        default: return nil
        }
    }
}
