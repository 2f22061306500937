/// The classes of a dataset: which label text stands for which.
struct LabelNames {
    let names: [String]
    /// Whether all classes are numbers, so that `1.0` means `1`.
    private let isNumeric: Bool
    private let indices: [String: Int]

    /// More classes than this are no classes.
    static let limit = 10_000

    /// The classes in a given order.
    init(_ names: [String]) {
        self.names = names
        let isNumeric = !names.isEmpty && names.allSatisfy { Double($0)?.isFinite == true }
        self.isNumeric = isNumeric
        indices = Dictionary(
            zip(names.map { Self.key($0, isNumeric: isNumeric) }, names.indices),
            uniquingKeysWith: { first, _ in first })
    }

    /// The classes that labels show: numbers by size, names by their UTF-8 bytes.
    init(found labels: some Sequence<String>) {
        let texts = Set(labels)
        if texts.allSatisfy({ Double($0)?.isFinite == true }) {
            let keys = Set(texts.map { Self.key($0, isNumeric: true) })
            self.init(keys.sorted { (Double($0) ?? 0, $0) < (Double($1) ?? 0, $1) })
        } else {
            self.init(texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        }
    }

    /// The class of a label, or nil where it is none.
    func index(of label: String) -> Int? {
        indices[Self.key(label, isNumeric: isNumeric)]
    }

    private static func key(_ label: String, isNumeric: Bool) -> String {
        guard isNumeric, let number = Double(label) else { return label }
        return Int(exactly: number).map(String.init) ?? String(number)
    }
}
