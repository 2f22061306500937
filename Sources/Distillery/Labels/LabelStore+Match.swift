import Foundation

extension LabelStore {
    /// Refuses the store where its labels are of another network.
    ///
    /// - Parameter hash: SHA-256 of the weights file that is wanted as the teacher.
    public func requireTeacher(hash: String, name: String) throws(LabelStoreError) {
        let stored = description.teacher
        guard stored.hash == hash else {
            throw .otherTeacher(
                store: url.relativePath,
                stored: "\(stored.name) (sha256 \(stored.hash.prefix(12))…)",
                wanted: "\(name) (sha256 \(hash.prefix(12))…)")
        }
    }

    /// Refuses the store where its labels are of a network of another name.
    func requireTeacher(name: String) throws(LabelStoreError) {
        let stored = description.teacher
        guard stored.name == name else {
            throw .otherTeacher(
                store: url.relativePath,
                stored: "\(stored.name) (sha256 \(stored.hash.prefix(12))…)", wanted: name)
        }
    }

    /// Refuses the store where its labels are not of a dataset's examples, or of other classes.
    ///
    /// Part of the labelled examples is fine.
    ///
    /// - Parameter pool: the examples that the dataset's were chosen from; labels of all of them will do.
    public func requireExamples(
        of dataset: any Dataset, chosenFrom pool: (any Dataset)? = nil
    ) throws {
        let labels = try requireLabels(of: dataset.split)
        try requireClasses(dataset.classNames)
        let hash = try dataset.contentHash()
        if let pool, try labels.covers(dataHash: pool.contentHash()) { return }
        guard labels.covers(dataHash: hash) else {
            throw LabelStoreError.otherData(
                store: url.relativePath, split: labels.split.rawValue,
                stored: words(labels.dataset, labels.examples, labels.dataHash),
                found: words(dataset.name, dataset.count, hash))
        }
    }

    private func words(_ name: String, _ count: Int, _ hash: String) -> String {
        "\(count) of \(name) (sha256 \(hash.prefix(12))…)"
    }

    /// Refuses the store where the teacher saw its examples in another way.
    public func requireView(
        _ view: ViewDescription, of split: DatasetSplit
    ) throws(LabelStoreError) {
        let stored = try requireLabels(of: split).view
        guard let (what, here, there) = view.difference(from: stored) else { return }
        throw .otherView(store: url.relativePath, what: what, stored: there, found: here)
    }

    /// Whether the teacher answered about whole examples, so that its answers fit whatever view a student
    /// sees.
    var isOfWholeExamples: Bool { description.splits.allSatisfy { $0.view == .whole } }

    /// Refuses the store where it lacks the output of a layer.
    public func requireTaps(_ paths: [String]) throws(LabelStoreError) {
        let stored = description.content.taps.map(\.path)
        for path in paths where !stored.contains(path) {
            throw .noTap(store: url.relativePath, tap: path, stored: stored)
        }
    }

    /// The description of a split's labels, which must be there.
    func requireLabels(of split: DatasetSplit) throws(LabelStoreError) -> LabelledSplit {
        guard let labels = description.labels(of: split) else {
            throw .noSplit(store: url.relativePath, split: split.rawValue)
        }
        return labels
    }

    private func requireClasses(_ names: [String]) throws(LabelStoreError) {
        let stored = description.classNames
        guard stored != names else { return }
        guard stored.count == names.count else {
            throw .otherClasses(
                store: url.relativePath, stored: "\(stored.count)", found: "\(names.count)")
        }
        let pair = zip(stored, names).first { $0 != $1 }
        throw .otherClasses(
            store: url.relativePath, stored: "'\(pair?.0 ?? "")'", found: "'\(pair?.1 ?? "")'")
    }
}
