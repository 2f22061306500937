/// The candidate that is the fewest edits away from `name`; `nil` when none is near.
///
/// Edits are insertions, deletions and replacements (Levenshtein distance); near is within a third
/// of the longer name's length, and at least two.
public func nearestName(to name: String, in candidates: [String]) -> String? {
    let scored = candidates.map { (candidate: $0, distance: editDistance(name, $0)) }
    let best = scored.min { ($0.distance, $0.candidate) < ($1.distance, $1.candidate) }
    guard let best else { return nil }
    let limit = max(2, max(name.count, best.candidate.count) / 3)
    return best.distance <= limit ? best.candidate : nil
}

private func editDistance(_ first: String, _ second: String) -> Int {
    let first = Array(first.lowercased().utf8.prefix(200))
    let second = Array(second.lowercased().utf8.prefix(200))
    var row = Array(0...second.count)
    for (i, left) in first.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, right) in second.enumerated() {
            let replaced = diagonal + (left == right ? 0 : 1)
            diagonal = row[j + 1]
            row[j + 1] = min(replaced, min(row[j], row[j + 1]) + 1)
        }
    }
    return row[second.count]
}
