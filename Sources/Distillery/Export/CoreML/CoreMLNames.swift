/// Names as Core ML's programs have them: letters, digits and `_`, no digit first.
enum CoreMLNames {
    /// The nearest possible name.
    static func identifier(from wish: String) -> String {
        let letters = wish.unicodeScalars.map { isAllowed($0) ? Character($0) : "_" }
        guard let first = letters.first else { return "_" }
        return (first.isNumber ? "_" : "") + String(letters)
    }

    /// Names that callers give are taken as they are, or refused.
    static func require(_ names: [String]) throws(CoreMLError) {
        var seen: Set<String> = []
        for name in names {
            guard !name.isEmpty, identifier(from: name) == name else {
                throw .name(name, reason: "it has letters a-z, digits and _, no digit first")
            }
            guard seen.insert(name).inserted else { throw .name(name, reason: "it is there twice") }
        }
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_": true
        default: false
        }
    }
}
