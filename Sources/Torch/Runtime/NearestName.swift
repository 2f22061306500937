/// The name among `candidates` that was most likely meant by `name`, or nil where none is close.
///
/// Closeness is the edit distance with neighbouring letters swapped counted as one edit
/// (optimal string alignment), letter case and the marks `-`, `_` and space put aside.
/// A candidate counts as close within a third of the longer length.
public func nearestName(to name: String, in candidates: [String]) -> String? {
    let wanted = comparableLetters(of: name)
    guard !wanted.isEmpty else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in candidates {
        let letters = comparableLetters(of: candidate)
        let distance = editDistance(wanted, letters)
        let tolerance = max(1, max(wanted.count, letters.count) / 3)
        guard distance <= tolerance else { continue }
        if let found = best, found.distance <= distance { continue }
        best = (candidate, distance)
    }
    return best?.name
}

private func comparableLetters(of name: String) -> [Character] {
    name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " }
}

/// The number of insertions, deletions, replacements and swaps that make one word the other.
func editDistance(_ first: [Character], _ second: [Character]) -> Int {
    guard !first.isEmpty else { return second.count }
    guard !second.isEmpty else { return first.count }
    var beforeLast = [Int](repeating: 0, count: second.count + 1)
    var last = Array(0...second.count)
    for row in 1...first.count {
        var current = [row] + [Int](repeating: 0, count: second.count)
        for column in 1...second.count {
            let same = first[row - 1] == second[column - 1]
            var distance = min(
                last[column] + 1, current[column - 1] + 1, last[column - 1] + (same ? 0 : 1))
            let isSwap =
                row > 1 && column > 1 && first[row - 1] == second[column - 2]
                && first[row - 2] == second[column - 1]
            if isSwap { distance = min(distance, beforeLast[column - 2] + 1) }
            current[column] = distance
        }
        beforeLast = last
        last = current
    }
    return last[second.count]
}
