import Yams

extension RecipeTree {
    /// Makes `name` the recipe's method: `rkd`, or several at once as `kd+rkd`.
    ///
    /// Options that the recipe gives its method stay where the method is the same, since another one
    /// would not know them.
    public mutating func setMethod(_ name: String) throws(RecipeError) {
        let names = name.split(separator: "+").map { $0.trimmingPrefix(" ") }
        expandShortForms()
        guard value(at: ["method", "kind"]) != name else { return }
        remove("method")
        remove("methods")
        if names.count > 1 {
            try set("methods", to: "[\(names.joined(separator: ", "))]")
        } else {
            try set("method.kind", to: name)
        }
    }

    private func value(at path: [String]) -> String? {
        var node: Node? = root
        for part in path { node = node?.mapping?[Node(part)] }
        return node?.scalar?.string
    }
}
