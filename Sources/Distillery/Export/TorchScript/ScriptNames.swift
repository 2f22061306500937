/// Where a program keeps a graph's weights: their own paths, as modules within modules, wherever
/// these can be names in TorchScript.
struct ScriptNames {
    /// For each path the modules' names and the tensor's own.
    private(set) var places: [String: [String]] = [:]
    private var tensors: Set<[String]> = []
    private var modules: Set<[String]> = []

    init(paths: some Sequence<String>) {
        let split = paths.sorted().map { path in
            (path, path.split(separator: ".", omittingEmptySubsequences: false).map(Self.name))
        }
        // Shorter ones first: a tensor keeps its name, and what would be a module there steps aside.
        for (path, place) in split.sorted(by: { $0.1.count < $1.1.count }) {
            let free = freed(place)
            places[path] = free
            tensors.insert(free)
            modules.formUnion(Self.modules(around: free))
        }
    }

    /// The place, or one beside it that neither a tensor nor a module has.
    private func freed(_ wanted: [String]) -> [String] {
        var place = wanted
        while let clash = Self.modules(around: place).first(where: tensors.contains) {
            let index = clash.count - 1
            place.replaceSubrange(index...index + 1, with: ["\(place[index])_\(place[index + 1])"])
        }
        while tensors.contains(place) || modules.contains(place) {
            place[place.count - 1] += "_"
        }
        return place
    }

    private static func modules(around place: [String]) -> [[String]] {
        (1..<max(place.count, 1)).map { Array(place.prefix($0)) }
    }

    /// The text with underscores where TorchScript's names have neither letters nor digits.
    static func name(_ text: some StringProtocol) -> String {
        let letters = text.unicodeScalars.map { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                ? Character(scalar) : "_"
        }
        let name = letters.isEmpty ? "_" : String(letters)
        return reserved.contains(name) ? name + "_" : name
    }

    /// The text as a name of an argument of `forward`.
    static func argument(_ text: String) -> String {
        let name = name(text)
        let begins = name.unicodeScalars.first?.properties.isAlphabetic ?? false
        return begins && !spoken.contains(name) ? name : "input_" + name
    }

    /// Words of Python, and what every module has.
    private static let reserved: Set<String> = [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class",
        "continue", "def", "del", "elif", "else", "except", "finally", "for", "forward", "from",
        "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise",
        "return", "training", "try", "while", "with", "yield",
    ]

    /// Words that the source itself speaks.
    private static let spoken: Set<String> = [
        "List", "Optional", "Tensor", "annotate", "float", "getattr", "int", "self", "torch",
    ]
}
