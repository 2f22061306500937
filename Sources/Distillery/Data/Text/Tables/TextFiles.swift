/// The files of a dataset of texts, sorted into splits by their names.
///
/// A file or folder belongs to a split that a word of its name says, as in `train.tsv`,
/// `msr_paraphrase_train.txt`, `train-00001.jsonl` or `val/part1.csv`.
struct TextFiles: Equatable {
    /// What paths in ids are relative to.
    private(set) var root: String
    /// Paths below `root`, sorted.
    private(set) var train: [String] = []
    private(set) var val: [String] = []
    /// Files of no split, where no name says one: these are split by share.
    private(set) var undivided: [String] = []

    private static let trainWords = ["train", "training"]
    /// The first that a file has is what is measured on.
    private static let valWords = [["val", "valid", "validation"], ["dev"], ["eval"], ["test"]]
    private static let suffixes = ["csv", "tsv", "tab", "jsonl", "ndjson", "json", "txt"]

    /// The files at a path, which is one file or a folder of them.
    init(_ path: String) throws(TextDataError) {
        root = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        switch fileKind(root) {
        case nil: throw .file(path: path, message: "there is no such file or folder")
        case .file:
            let parts = root.split(separator: "/", omittingEmptySubsequences: false)
            undivided = [parts.last.map(String.init) ?? root]
            root = parts.count > 1 ? parts.dropLast().joined(separator: "/") : "."
        case .directory:
            try sort(try Self.files(in: "", of: root))
            guard !train.isEmpty || !val.isEmpty || !undivided.isEmpty else {
                throw .noFiles(
                    path: path,
                    expected: "train and dev (or val, test) with the suffix "
                        + Self.suffixes.joined(separator: ", "))
            }
        }
    }

    /// Files and folders one level down.
    private static func files(
        in folder: String, of root: String
    ) throws(TextDataError) -> [String] {
        let listing: DirectoryListing
        do {
            listing = try DirectoryListing(folder.isEmpty ? root : "\(root)/\(folder)")
        } catch {
            throw .file(path: "\(root)/\(folder)", message: "\(error)")
        }
        var found = listing.files
            .filter { file in suffixes.contains { file.lowercased().hasSuffix(".\($0)") } }
            .map { folder.isEmpty ? $0 : "\(folder)/\($0)" }
        guard folder.isEmpty else { return found }
        for inner in listing.directories where !words(of: inner).isDisjoint(with: splitWords) {
            found += try files(in: inner, of: root)
        }
        return found
    }

    private mutating func sort(_ files: [String]) throws(TextDataError) {
        let named = files.map { (path: $0, words: Self.words(of: $0)) }
        train = named.filter { !$0.words.isDisjoint(with: Self.trainWords) }.map(\.path)
        let others = named.filter { $0.words.isDisjoint(with: Self.trainWords) }
        for words in Self.valWords {
            val = others.filter { !$0.words.isDisjoint(with: words) }.map(\.path)
            if !val.isEmpty { break }
        }
        guard train.isEmpty, val.isEmpty else { return }
        // Notes and licences lie beside tables; a folder of plain texts has nothing else.
        let tables = files.filter { !$0.lowercased().hasSuffix(".txt") }
        undivided = tables.isEmpty ? files : tables
    }

    private static let splitWords = Set(trainWords + valWords.flatMap(\.self))

    private static func words(of path: String) -> Set<String> {
        Set(path.lowercased().split { !$0.isLetter }.map(String.init))
    }
}
