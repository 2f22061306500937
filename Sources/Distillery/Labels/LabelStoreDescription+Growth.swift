import Foundation

extension LabelStoreDescription {
    /// This description with the views and splits of another one, which must be the same in all else.
    func grown(
        to other: LabelStoreDescription, store url: URL
    ) throws(LabelStoreError) -> LabelStoreDescription {
        let store = url.relativePath
        guard teacher.hash == other.teacher.hash else {
            throw .otherTeacher(
                store: store, stored: "\(teacher.name) (sha256 \(teacher.hash.prefix(12))…)",
                wanted: "\(other.teacher.name) (sha256 \(other.teacher.hash.prefix(12))…)")
        }
        guard classNames == other.classNames else {
            throw .otherClasses(
                store: store, stored: "\(classNames.count)", found: "\(other.classNames.count)")
        }
        for (what, stored, found) in content.differences(from: other.content) {
            throw .otherContent(store: store, what: what, stored: stored, found: found)
        }
        var grown = self
        for wanted in other.splits {
            guard let number = splits.firstIndex(where: { $0.split == wanted.split }) else {
                grown.splits.append(wanted)
                continue
            }
            let stored = splits[number]
            guard stored.dataHash == wanted.dataHash, stored.examples == wanted.examples else {
                throw .otherData(
                    store: store, split: stored.split.rawValue,
                    stored: "\(stored.examples) of \(stored.dataset)",
                    found: "\(wanted.examples) of \(wanted.dataset)")
            }
            if let (what, here, there) = wanted.view.difference(from: stored.view) {
                throw .otherView(store: store, what: what, stored: there, found: here)
            }
            guard stored.viewSeed == wanted.viewSeed else {
                throw .otherView(
                    store: store, what: "seed", stored: "\(stored.viewSeed)",
                    found: "\(wanted.viewSeed)")
            }
            grown.splits[number].views = max(stored.views, wanted.views)
        }
        return grown
    }
}

extension StoredContent {
    fileprivate func differences(
        from other: StoredContent
    ) -> [(what: String, stored: String, found: String)] {
        let pairs: [(String, String, String)] = [
            ("precision", precision.rawValue, other.precision.rawValue),
            ("top", top.map(String.init) ?? "all", other.top.map(String.init) ?? "all"),
            ("numbers", numbers, other.numbers),
            ("taps", "\(taps.map(\.path))", "\(other.taps.map(\.path))"),
            ("shapes", "\(taps.map(\.shape))", "\(other.taps.map(\.shape))"),
        ]
        return pairs.filter { $0.1 != $0.2 }.map { (what: $0.0, stored: $0.1, found: $0.2) }
    }

    /// What an answer is made of, in words.
    private var numbers: String { width.map { "\($0) of a vector" } ?? "1 a class" }
}
