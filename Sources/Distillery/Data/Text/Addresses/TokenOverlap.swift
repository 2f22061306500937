/// How much of what stands around a token the other text of a pair has, too.
///
/// A small network needs many pairs to learn to look from one text into the other for the same words; here
/// it is told (the exact-match feature of Chen et al.: Reading Wikipedia to answer open-domain questions,
/// 2017, for runs of tokens).
enum TokenOverlap {
    /// The longest run that is told from longer ones.
    static let longest = 4

    /// For every token the length of the longest run of tokens that it is in and that the other text has,
    /// 0…`longest`; nil for special tokens, and for all of a single text.
    ///
    /// - Parameter special: the tokens that belong to neither text.
    static func runs(in encoding: TokenEncoding, special: Set<Int32>) -> [Int?] {
        let ids = encoding.ids
        let isWord = ids.map { !special.contains($0) }
        let second = ids.indices.filter { encoding.segments[$0] == 1 }
        var runs = [Int?](repeating: nil, count: ids.count)
        guard second.contains(where: { isWord[$0] }) else { return runs }
        for place in ids.indices where isWord[place] { runs[place] = 0 }
        // Of each place of the second text, how many tokens up to it are those up to the first text's.
        var before = [Int](repeating: 0, count: second.count + 1)
        for place in ids.indices where encoding.segments[place] == 0 {
            var lengths = [Int](repeating: 0, count: second.count + 1)
            for (column, other) in second.enumerated()
            where isWord[place] && ids[place] == ids[other] {
                let length = before[column] + 1
                lengths[column + 1] = length
                for back in 0..<length {
                    for token in [place - back, other - back] {
                        runs[token] = max(runs[token] ?? 0, min(length, longest))
                    }
                }
            }
            before = lengths
        }
        return runs
    }
}
