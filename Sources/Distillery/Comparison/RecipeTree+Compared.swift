import Yams

extension RecipeTree {
    /// Replaces the short forms in the list `compare` by what `ComparedMethod` decodes.
    ///
    /// `kd` is `{method: {kind: kd}}`, or the recipe's own method where that is of this kind; `kd+rkd` is
    /// `{methods: [kd, rkd]}`;
    /// `{kind: rkd, weight: 0.5, label: light}` is `{label: light, method: {kind: rkd, weight: 0.5}}`.
    mutating func expandComparedMethods() {
        let key = Node("compare")
        guard var mapping = root.mapping, let list = mapping[key] else { return }
        // A single name may stand without brackets.
        let entries = list.sequence.map(Array.init) ?? (list.null == nil ? [list] : [])
        let own = mapping[Node("method")]
        mapping[key] = Node(entries.map { Self.expanded($0, own: own) })
        root = .mapping(mapping)
    }

    private static func expanded(_ entry: Node, own: Node?) -> Node {
        let (kind, method, methods) = (Node("kind"), Node("method"), Node("methods"))
        if let name = entry.string {
            let names = name.split(separator: "+").map(String.init)
            guard names.count < 2 else { return Node([(methods, Node(names.map { Node($0) }))]) }
            let isOwn = own?.mapping?[kind]?.string == name
            return Node([(method, isOwn ? own ?? entry : Node([(kind, entry)]))])
        }
        guard let options = entry.mapping, options[method] == nil, options[methods] == nil else {
            return entry
        }
        let label = Node("label")
        var parts = [(method, Node(options.filter { $0.key != label }.map { ($0.key, $0.value) }))]
        if let label = options[label] { parts.insert((Node("label"), label), at: 0) }
        return Node(parts)
    }
}
