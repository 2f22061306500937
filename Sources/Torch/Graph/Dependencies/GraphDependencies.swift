/// Which channels of a network can be left out, and what goes with them.
///
/// Outputs of a layer are inputs of the next, pass additions, normalisations and depthwise
/// convolutions, and are joined with others in residual blocks: what has to go together is found by
/// following every channel through the graph (the idea of DepGraph, Fang et al., CVPR 2023, for each
/// channel instead of each layer). Classes, pixels, words and positions stay.
///
/// ```swift
/// let dependencies = GraphDependencies(of: graph)
/// let kept = Dictionary(uniqueKeysWithValues: dependencies.groups.map { ($0.name, best($0)) })
/// let smaller = try dependencies.graph(keeping: kept)
/// ```
public struct GraphDependencies {
    public let graph: Graph
    /// In the order in which the network makes the channels; no channel is in two.
    public let groups: [ChannelGroup]
    let labels: ChannelLabels
    /// For each group the labels of its channels.
    let channels: [String: [Int]]

    public init(of graph: Graph) {
        self.graph = graph
        labels = ChannelLabels(of: graph)
        var members: [Int: [PartKey: [Int]]] = [:]
        for (order, path) in Self.order(of: graph).enumerated() {
            for (dimension, places) in (labels.weights[path] ?? []).enumerated() {
                for (place, label) in (places ?? []).enumerated() {
                    let root = labels.root(of: label)
                    guard root != ChannelLabels.staying else { continue }
                    let key = PartKey(order: order, path: path, dimension: dimension)
                    members[root, default: [:]][key, default: []].append(place)
                }
            }
        }
        // Channels of the same weights are of one group.
        var kinds: [[PartKey]: [Int]] = [:]
        for (root, parts) in members { kinds[parts.keys.sorted(), default: []].append(root) }
        var groups: [ChannelGroup] = []
        var channels: [String: [Int]] = [:]
        var used: [String: Int] = [:]
        let sorted = kinds.filter { $0.value.count > 1 && Self.isMade($0.key) }
            .map { (keys: $0.key, roots: $0.value.sorted()) }
            .sorted { ($0.keys[0], $0.roots[0]) < ($1.keys[0], $1.roots[0]) }
        for (keys, roots) in sorted {
            let layer = Self.name(of: keys)
            used[layer, default: 0] += 1
            let name = used[layer] == 1 ? layer : "\(layer) \(used[layer] ?? 0)"
            channels[name] = roots
            groups.append(
                ChannelGroup(
                    name: name, count: roots.count,
                    parts: keys.map { key in
                        .init(
                            path: key.path, dimension: key.dimension,
                            places: roots.map { members[$0]?[key] ?? [] })
                    }))
        }
        self.groups = groups
        self.channels = channels
    }

    /// The weights in the order of their first use.
    private static func order(of graph: Graph) -> [String] {
        var seen: Set<String> = []
        return graph.nodes.flatMap(\.operands).compactMap(\.weight)
            .filter { seen.insert($0).inserted }
    }

    /// Whether a layer's outputs are among them: what none makes is no channel of the network.
    private static func isMade(_ keys: [PartKey]) -> Bool { keys.contains { $0.dimension == 0 } }

    private static func name(of keys: [PartKey]) -> String {
        let path = keys[0].path
        let layer = path.split(separator: ".").dropLast().joined(separator: ".")
        return layer.isEmpty ? path : layer
    }
}

private struct PartKey: Hashable, Comparable {
    var order: Int
    var path: String
    var dimension: Int

    static func < (left: PartKey, right: PartKey) -> Bool {
        (left.order, left.dimension) < (right.order, right.dimension)
    }
}
