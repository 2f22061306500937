/// A forward pass as a list of operator calls: what costs, fusion and export work on.
///
/// Every value is made once and never changed (static single assignment): in-place operators of
/// the traced program stand here in their out-of-place form. Nodes are in an order in which they
/// can run. Shapes and types are those of the traced inputs; the first dimension is the batch and
/// `run` takes others.
public struct Graph {
    /// The values that the caller gives.
    public internal(set) var inputs: [ValueID]
    /// The values that the caller gets.
    public internal(set) var outputs: [ValueID]
    public internal(set) var nodes: [Node]
    /// The tensors that nodes refer to by name: parameters and buffers under their dotted paths,
    /// everything else under `constant.N`.
    public internal(set) var weights: [String: Tensor]
    /// Which of the weights are parameters of the traced module.
    public internal(set) var parameterPaths: Set<String>
    /// Shape and element type of every value, as they were when traced.
    public internal(set) var types: [ValueID: TensorType]

    /// A value of a graph, printed as `%7`.
    public struct ValueID: Hashable, Sendable, Comparable, CustomStringConvertible {
        public let number: Int

        public static func < (left: ValueID, right: ValueID) -> Bool { left.number < right.number }

        public var description: String { "%\(number)" }
    }

    /// What is known of a tensor without its elements.
    public struct TensorType: Hashable, Sendable, CustomStringConvertible {
        public var shape: [Int]
        /// `nil` for an element type that has no name here.
        public var scalarType: ScalarType?

        init(of tensor: Tensor) {
            shape = tensor.shape
            scalarType = tensor.knownScalarType
        }

        public var elementCount: Int { shape.reduce(1, *) }

        /// Bytes of the elements; an unknown element type counts as four.
        public var byteCount: Int { elementCount * (scalarType?.byteCount ?? 4) }

        public var description: String { "\(scalarType.map { "\($0)" } ?? "unknown")\(shape)" }
    }

    /// The names of tensors that belong to no module: made outside the operators' door, or before
    /// the trace began.
    public var constantPaths: [String] {
        weights.keys.filter { $0.hasPrefix(Self.constantPrefix) }.sorted()
    }

    static let constantPrefix = "constant."

    /// The type of an operand, as it was when traced.
    public func type(of operand: Operand) -> TensorType? {
        switch operand {
        case .value(let value): types[value]
        case .weight(let path): weights[path].map(TensorType.init(of:))
        }
    }
}

extension Graph: CustomStringConvertible {
    /// One line a node, as `%4 = aten::relu(%3) : float32[2, 16, 32, 32]`.
    public var description: String {
        func named(_ values: [ValueID]) -> String {
            values.map { value in
                types[value].map { "\(value) : \($0)" } ?? "\(value)"
            }.joined(separator: ", ")
        }
        let body = nodes.map { node in
            let place = node.scope.isEmpty ? "" : "  # \(node.scope)"
            return "  \(named(node.results)) = \(node)\(place)"
        }
        return (["graph(\(named(inputs)))"] + body + ["  return \(named(outputs))"])
            .joined(separator: "\n")
    }
}
