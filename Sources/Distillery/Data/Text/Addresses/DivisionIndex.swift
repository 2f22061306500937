/// Finds the division that an address begins with.
struct DivisionIndex {
    /// What an address begins with, and what is left of it.
    struct Match: Equatable {
        /// Province, city and district as the address writes them, nil where it does not.
        var written: [String?]
        /// The full names of the three levels; nil where they are not written and what is
        /// written leaves them open.
        var known: [String?]
        let rest: String
    }

    /// A name or short name of a division, and the places that lie in it.
    private struct Entry {
        let written: [Character]
        let isShort: Bool
        var places: Set<Int>
    }

    private let places: [Division]
    /// The names of each level, the longest first, by their first character.
    private let entries: [[Character: [Entry]]]

    init(_ table: DivisionTable) {
        let places = table.places
        self.places = places
        entries = (0..<3).map { level in
            var found: [String: Entry] = [:]
            for (index, place) in places.enumerated() {
                guard let full = place.levels[level] else { continue }
                let short = Division.shortened(full)
                for name in Set([full, short]) {
                    let entry = Entry(written: Array(name), isShort: name != full, places: [])
                    found[name, default: entry].places.insert(index)
                }
            }
            let sorted = found.values.sorted { $0.written.count > $1.written.count }
            return Dictionary(grouping: sorted) { $0.written.first ?? " " }
        }
    }

    /// The division at the beginning of an address, or nil where there is none.
    func match(_ address: String) -> Match? {
        var rest = Array(address)[...]
        var written: [String?] = [nil, nil, nil]
        var inside: Set<Int>?
        for level in 0..<3 {
            rest = rest.drop { $0.isWhitespace || $0 == "," || $0 == "，" }
            guard let first = rest.first, let named = entries[level][first] else { continue }
            for entry in named where rest.starts(with: entry.written) {
                let fitting = inside.map(entry.places.intersection) ?? entry.places
                let after = rest.dropFirst(entry.written.count)
                guard !fitting.isEmpty else { continue }
                let isName =
                    !entry.isShort || isFollowed(by: after, below: level, in: fitting)
                    || stands(before: after, level: level, isInside: inside != nil)
                guard isName else { continue }
                written[level] = String(entry.written)
                inside = fitting
                rest = after
                break
            }
        }
        guard let inside else { return nil }
        let lowest = written.lastIndex { $0 != nil } ?? 0
        let known = (0..<3).map { level -> String? in
            // Nothing below what is written follows from it.
            guard level <= lowest else { return nil }
            let names = Set(inside.map { places[$0].levels[level] })
            return names.count == 1 ? names.first ?? nil : nil
        }
        return Match(written: written, known: known, rest: String(rest))
    }

    /// Whether a division within the places follows, as 西湖区 follows 杭州.
    private func isFollowed(
        by rest: ArraySlice<Character>, below level: Int, in places: Set<Int>
    ) -> Bool {
        guard let first = rest.first else { return false }
        return entries[(level + 1)...].contains { names in
            names[first]?.contains { entry in
                rest.starts(with: entry.written) && !entry.places.isDisjoint(with: places)
            } ?? false
        }
    }

    /// Whether a short name before other text is its division, and no part of another name:
    /// 南山 of 南山路, or 坪山 of 坪山工业区 where no city is written before it.
    private func stands(
        before rest: ArraySlice<Character>, level: Int, isInside: Bool
    ) -> Bool {
        guard let next = rest.first, level < 2 || isInside else { return false }
        return !"路街道巷弄村镇乡里东西南北中大".contains(next)
    }
}
