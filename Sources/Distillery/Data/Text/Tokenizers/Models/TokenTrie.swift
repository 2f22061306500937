/// Tokens by their scalars: a tree whose edges lie in one hash table.
///
/// A lookup makes no text and takes one probe a scalar. The root's edges to the Basic Multilingual Plane
/// lie in a plain array, since every word begins there and most Chinese words end there.
struct TokenTrie: Sendable {
    /// A node; 0 is the root.
    typealias Node = UInt32

    private struct Edge: Sendable, BitwiseCopyable {
        /// The node and the scalar that the edge leaves it by, plus one; 0 in an empty place.
        var key: UInt64
        var target: Node
    }

    /// How many nodes are built at most: some four million.
    static let nodeLimit = 1 << 22

    private var edges = [Edge](repeating: Edge(key: 0, target: 0), count: 1 << 10)
    private var edgeCount = 0
    /// Where the root's edges go; 0 where there is none.
    private var rootEdges = [Node](repeating: 0, count: 1 << 16)
    /// The token that ends at each node; -1 for none.
    private var tokens: [Int32] = [-1]

    init() {}

    /// Adds a token; one of the same scalars is replaced.
    mutating func insert(_ scalars: some Sequence<UInt32>, token: Int32) {
        var node: Node = 0
        for scalar in scalars {
            if let next = child(of: node, scalar) {
                node = next
                continue
            }
            let next = Node(tokens.count)
            tokens.append(-1)
            if node == 0, scalar < 1 << 16 {
                rootEdges[Int(scalar)] = next
            } else {
                if edgeCount * 2 >= edges.count { grow() }
                place(Edge(key: Self.key(node, scalar), target: next))
                edgeCount += 1
            }
            node = next
        }
        tokens[Int(node)] = token
    }

    var nodeCount: Int { tokens.count }

    @inline(__always)
    func child(of node: Node, _ scalar: UInt32) -> Node? {
        if node == 0, scalar < 1 << 16 {
            let next = rootEdges[Int(scalar)]
            return next == 0 ? nil : next
        }
        let key = Self.key(node, scalar)
        var place = Self.hash(key) & (edges.count - 1)
        while true {
            let edge = edges[place]
            if edge.key == key { return edge.target }
            if edge.key == 0 { return nil }
            place = (place + 1) & (edges.count - 1)
        }
    }

    /// The token that ends at a node; -1 for none.
    @inline(__always)
    func token(at node: Node) -> Int32 { tokens[Int(node)] }

    /// The node that `scalars` lead to from `start`.
    func node(of scalars: some Sequence<UInt32>, from start: Node = 0) -> Node? {
        var node = start
        for scalar in scalars {
            guard let next = child(of: node, scalar) else { return nil }
            node = next
        }
        return node
    }

    /// The token of exactly these scalars.
    func token(of scalars: some Sequence<UInt32>) -> Int32? {
        guard let node = node(of: scalars), node != 0 else { return nil }
        let token = tokens[Int(node)]
        return token < 0 ? nil : token
    }

    private static func key(_ node: Node, _ scalar: UInt32) -> UInt64 {
        (UInt64(node) << 21 | UInt64(scalar)) + 1
    }

    private static func hash(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32)
    }

    private mutating func place(_ edge: Edge) {
        var place = Self.hash(edge.key) & (edges.count - 1)
        while edges[place].key != 0 { place = (place + 1) & (edges.count - 1) }
        edges[place] = edge
    }

    private mutating func grow() {
        let old = edges
        edges = [Edge](repeating: Edge(key: 0, target: 0), count: old.count * 2)
        for edge in old where edge.key != 0 { place(edge) }
    }
}
