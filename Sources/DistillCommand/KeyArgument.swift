import ArgumentParser

/// A key to search as the command line names it: `method.temperature=1,2,4,8`,
/// `method.alpha=0.1..0.9`, `training.optimizer.learning-rate=0.001..0.1:log`.
enum KeyArgument {
    /// The keys as the YAML of the recipe's `search.keys`.
    ///
    /// - Throws: `ValidationError` for what is neither a list nor a range.
    static func yaml(_ arguments: [String]) throws -> String? {
        let entries = try arguments.map(mapping)
        return entries.isEmpty ? nil : "[\(entries.joined(separator: ", "))]"
    }

    private static func mapping(_ text: String) throws -> String {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, !parts[1].isEmpty else {
            throw ValidationError(
                "--key takes key=a,b,c or key=from..to, with ':log' for orders of magnitude; found "
                    + "'\(text)'")
        }
        let bounds = parts[1].split(separator: ":", omittingEmptySubsequences: false)
        if let dots = bounds[0].firstRange(of: "..") {
            let (from, to) = (bounds[0][..<dots.lowerBound], bounds[0][dots.upperBound...])
            let scale = bounds.count > 1 ? ", scale: \(bounds[1])" : ""
            guard bounds.count < 3, !from.isEmpty, !to.isEmpty else {
                throw ValidationError(
                    "--key takes key=from..to or key=from..to:log, found '\(text)'")
            }
            return "{key: \(parts[0]), from: \(from), to: \(to)\(scale)}"
        }
        let values = MethodArgument.split(parts[1]).map { "'\(quoted($0))'" }
        return "{key: \(parts[0]), values: [\(values.joined(separator: ", "))]}"
    }

    private static func quoted(_ text: String) -> String {
        text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
    }
}
