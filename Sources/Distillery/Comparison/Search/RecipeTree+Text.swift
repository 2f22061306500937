import Yams

extension RecipeTree {
    /// The value of the key at a dotted path, as YAML in one line; nil where it has none.
    func text(at path: String) -> String? {
        var node: Node? = root
        for part in path.split(separator: ".") { node = node?.mapping?[Node(String(part))] }
        guard var node, node.null == nil else { return nil }
        if let scalar = node.scalar { return scalar.string }
        node.writeInOneLine()
        let text = try? Yams.serialize(node: node, width: -1, allowUnicode: true)
        return text.map { String($0.filter { $0 != "\n" }) }
    }
}
