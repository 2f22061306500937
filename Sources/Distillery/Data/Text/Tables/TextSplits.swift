/// The splits of a dataset of texts, read from a file or a folder.
///
/// A folder's files are sorted by their names (`train.tsv`, `dev.tsv` …). Where no file is for
/// measuring, a share of the examples is held out, by group where there are groups. Classes
/// come from the training data, numbers in the order of their size and names by their bytes.
///
///     let pairs = try TextSplits(
///         "data/address-pairs",
///         options: TextTableOptions(text: "text_a", pair: "text_b", label: "label"))
///     let train = try pairs[.train]
public struct TextSplits: Sendable {
    /// The file or folder.
    public let path: String
    public let classNames: [String]
    /// Lines that were left out.
    public let damaged: DamagedLines
    private let parts: [DatasetSplit: TextDataset]

    /// Reads all files; a label that is no class of the training data is an error.
    public init(
        _ path: String, options: TextTableOptions = .init(), name: String = "text"
    ) throws(TextDataError) {
        self.path = path
        try Self.check(options)
        let files = try TextFiles(path)
        var rows: [DatasetSplit: [LabelledRow]] = [:]
        var damaged = DamagedLines()
        func read(_ names: [String]) throws(TextDataError) -> [LabelledRow] {
            let read = try TextRows(names, root: files.root, options: options)
            damaged.append(read.damaged)
            return read.rows
        }
        let holdsOut = files.val.isEmpty
        let first = try read(files.train + files.undivided)
        if holdsOut {
            let split = GroupSplit(share: options.valShare, seed: options.seed)
            rows = Dictionary(grouping: first) { split.split(of: $0.splitKey) }
        } else {
            rows = [.train: first, .val: try read(files.val)]
        }
        guard rows.values.contains(where: { !$0.isEmpty }) else {
            throw .noFiles(path: path, expected: "at least one text")
        }
        let classes = try Self.classes(
            of: holdsOut || first.isEmpty ? rows.values.flatMap(\.self) : first,
            path: path, options: options)
        var parts: [DatasetSplit: TextDataset] = [:]
        for (split, rows) in rows where !rows.isEmpty {
            parts[split] = TextDataset(
                name: name, split: split, classNames: classes.names,
                examples: try Self.examples(rows, classes: classes))
        }
        self.parts = parts
        self.damaged = damaged
        classNames = classes.names
    }

    /// The examples of a split; throws where the data has none.
    public subscript(split: DatasetSplit) -> TextDataset {
        get throws(TextDataError) {
            if let dataset = parts[split] { return dataset }
            throw .emptySplit(
                path: path, split: split,
                advice: split == .train
                    ? "add a file with 'train' in its name"
                    : "add a file with 'dev', 'val' or 'test' in its name, or hold out more "
                        + "(val-share)")
        }
    }

    private static func check(_ options: TextTableOptions) throws(TextDataError) {
        for (name, share) in [
            ("val-share", options.valShare), ("damaged-share", options.damagedShare),
        ] where !(0...1).contains(share) {
            throw .option(name: name, found: "\(share)", expected: "0…1")
        }
        let classes = options.classes
        guard Set(classes).count == classes.count else {
            throw .option(
                name: "classes", found: classes.joined(separator: ", "),
                expected: "different names")
        }
        if options.softLabels.count > 1, !classes.isEmpty,
            options.softLabels.count != classes.count
        {
            throw .option(
                name: "soft-labels", found: "\(options.softLabels.count) columns",
                expected: "a column for each of the \(classes.count) classes")
        }
    }

    /// The classes: given, shown by the labels, or the columns of the soft labels.
    private static func classes(
        of rows: [LabelledRow], path: String, options: TextTableOptions
    ) throws(TextDataError) -> LabelNames {
        guard options.classes.isEmpty else { return LabelNames(options.classes) }
        let labels = Set(rows.lazy.compactMap(\.label))
        guard labels.count <= LabelNames.limit else {
            throw .tooManyClasses(path: path, count: labels.count, limit: LabelNames.limit)
        }
        guard labels.isEmpty else { return LabelNames(found: labels) }
        if options.softLabels.count > 1 {
            return LabelNames(options.softLabels.map { $0.names.first ?? "" })
        }
        let width = rows.lazy.compactMap { $0.example.softLabels?.count }.first ?? 0
        return LabelNames((0..<width).map(String.init))
    }

    private static func examples(
        _ rows: [LabelledRow], classes: LabelNames
    ) throws(TextDataError) -> [TextExample] {
        var examples: [TextExample] = []
        examples.reserveCapacity(rows.count)
        for row in rows {
            var example = row.example
            if let label = row.label {
                guard let index = classes.index(of: label) else {
                    throw .unknownLabel(
                        path: row.path, line: row.line, label: label, classes: classes.names)
                }
                example.label = index
            }
            if let soft = example.softLabels, soft.count != classes.names.count {
                throw .option(
                    name: "soft-labels of '\(row.path)', line \(row.line)",
                    found: "\(soft.count) numbers",
                    expected: "one for each of the \(classes.names.count) classes")
            }
            examples.append(example)
        }
        return examples
    }
}
