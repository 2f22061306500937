/// Which places of a graph's tensors stand and fall together.
///
/// Every place along a dimension of a weight has a label; labels that have to go together are united
/// (union-find). A dimension of a value is a list of labels, or nil where no place can be left out:
/// batch, length, sides of pictures. Label 0 stands for what has to stay.
final class ChannelLabels {
    /// A tensor's dimensions.
    typealias Dimensions = [[Int]?]

    /// A whole number in a call that says how many of some places there are.
    struct Count {
        var node: Int
        var argument: Int
        /// Which of the argument's numbers; nil where it is one.
        var entry: Int?
        var labels: [Int]
    }

    static let staying = 0

    let graph: Graph
    private(set) var counts: [Count] = []
    private(set) var weights: [String: Dimensions] = [:]
    private var values: [Graph.ValueID: Dimensions] = [:]
    private var parents = [ChannelLabels.staying]

    init(of graph: Graph) {
        self.graph = graph
        for index in graph.nodes.indices { follow(index) }
        for output in graph.outputs { stay(values[output] ?? []) }
    }

    // MARK: Labels

    func fresh(_ count: Int) -> [Int] {
        let first = parents.count
        parents.append(contentsOf: first..<first + count)
        return Array(first..<first + count)
    }

    /// The label that stands for all that a label is united with.
    func root(of label: Int) -> Int {
        var root = label
        while parents[root] != root {
            parents[root] = parents[parents[root]]
            root = parents[root]
        }
        return root
    }

    func unite(_ one: Int, _ other: Int) {
        let (one, other) = (root(of: one), root(of: other))
        // The smaller one stands for both, so that 0 does.
        parents[max(one, other)] = min(one, other)
    }

    /// Unites place by place; where only one side has labels, its places have to stay.
    @discardableResult
    func unite(_ one: [Int]?, _ other: [Int]?) -> [Int]? {
        guard let one, let other, one.count == other.count else {
            stay([one, other])
            return nil
        }
        for (one, other) in zip(one, other) { unite(one, other) }
        return one
    }

    func stay(_ dimensions: Dimensions) {
        for label in dimensions.compactMap({ $0 }).joined() { unite(label, Self.staying) }
    }

    /// Unites the places that are alike in each of so many equal parts, which so stay equal.
    func tie(_ labels: [Int]?, parts: Int) {
        guard let labels, parts > 0, labels.count % parts == 0 else { return stay([labels]) }
        let size = labels.count / parts
        for place in size..<max(size, labels.count) { unite(labels[place % size], labels[place]) }
    }

    func note(_ count: Count) { counts.append(count) }

    // MARK: Tensors

    func dimensions(of operand: Graph.Operand) -> Dimensions {
        switch operand {
        case .value(let value):
            return values[value] ?? shape(of: operand).map { _ in nil }
        case .weight(let path):
            if let known = weights[path] { return known }
            // Nothing can be left out of one place.
            let made = shape(of: operand).map { $0 > 1 ? fresh($0) : nil }
            weights[path] = made
            return made
        }
    }

    func shape(of operand: Graph.Operand) -> [Int] { graph.type(of: operand)?.shape ?? [] }

    /// Carries labels through a call; an operator without a rule keeps all that it takes as it is.
    private func follow(_ index: Int) {
        let node = graph.nodes[index]
        let call = ChannelCall(labels: self, node: node, index: index)
        let name = node.operation.name
        // What writes over its operand follows the rule of what does not.
        let rule = ChannelRules.all[node.operation.isInPlace ? String(name.dropLast()) : name]
        let given = rule.flatMap { $0(call) }
        if given == nil { for operand in node.operands { stay(dimensions(of: operand)) } }
        for (place, result) in node.results.enumerated() {
            let shape = graph.types[result]?.shape ?? []
            let dimensions = given.flatMap { $0.indices.contains(place) ? $0[place] : nil } ?? []
            let fits =
                dimensions.count == shape.count
                && zip(dimensions, shape).allSatisfy { $0.map(\.count) ?? $1 == $1 }
            if !fits { stay(dimensions) }
            values[result] = fits ? dimensions : shape.map { _ in nil }
        }
    }
}
