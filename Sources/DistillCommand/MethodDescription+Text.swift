import Distillery

extension MethodDescription {
    /// The method as a paragraph of a list.
    var text: String {
        let options = options.map { option in
            option.value.map { "\(option.key): \($0)" } ?? option.key
        }
        var lines = [
            "\(name) — \(summary)", "    \(paper)",
            "    needs     \(needs.isEmpty ? "nothing" : needs.joined(separator: ", "))",
        ]
        if !options.isEmpty { lines.append("    defaults  \(options.joined(separator: ", "))") }
        return lines.joined(separator: "\n")
    }
}
