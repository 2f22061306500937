import ArgumentParser

/// A method as the command line names it: `rkd`, or with options `rkd, weight=0.5`.
enum MethodArgument {
    /// The methods of `--methods` and of each `--method`, as the YAML of the recipe's `compare`.
    ///
    /// - Throws: `ValidationError` for what is no `key=value`.
    static func yaml(names: String?, single: [String]) throws -> String? {
        let listed = names.map { split($0) } ?? []
        let entries = try listed.map { try mapping($0) } + single.map { try mapping($0) }
        return entries.isEmpty ? nil : "[\(entries.joined(separator: ", "))]"
    }

    private static func mapping(_ text: String) throws -> String {
        let parts = split(text)
        guard let kind = parts.first, !kind.contains("=") else {
            throw ValidationError(
                "a method begins with its name, as in \"rkd, weight=0.5\"; found '\(text)'")
        }
        guard parts.count > 1 else { return kind }
        let options = try parts.dropFirst().map { part in
            let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
            guard pair.count == 2 else {
                throw ValidationError("the options of '\(kind)' are key=value, found '\(part)'")
            }
            return "\(pair[0]): \(pair[1])"
        }
        return "{kind: \(kind), \(options.joined(separator: ", "))}"
    }

    /// The parts between commas, those within brackets aside.
    static func split(_ text: String) -> [String] {
        var parts = [""]
        var depth = 0
        for character in text {
            if "[{(".contains(character) { depth += 1 }
            if "]})".contains(character) { depth -= 1 }
            if character == ",", depth == 0 {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        return parts.map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }.filter { !$0.isEmpty }
    }
}
