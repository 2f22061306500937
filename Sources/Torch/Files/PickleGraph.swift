/// What a pickle built: values that may share parts, before storages are at hand.
///
/// Containers lie in one list and refer to each other by place, so that a pickle may share them,
/// nest them ever so deep or put one into itself without harm to the reader.
struct PickleGraph {
    struct Node {
        enum Kind {
            case list, tuple, set
            /// Keys and values in turn.
            case dictionary
            case storage(PickleStorage)
            case tensor(PickleTensor)
            /// A `numpy.dtype`: its code, as "f8", is the one item; whether it is big-endian.
            case numpyType(code: String, isBigEndian: Bool)
        }

        var kind: Kind
        var items: [PickleItem] = []
    }

    var nodes: [Node] = []
    var root: PickleItem = .value(.none)

    mutating func add(_ kind: Node.Kind, _ items: [PickleItem] = []) -> PickleItem {
        nodes.append(Node(kind: kind, items: items))
        return .node(nodes.count - 1)
    }
}

/// One thing on the stack of the reader.
enum PickleItem {
    /// A value that is complete by itself.
    case value(PickleValue)
    /// The place of a node in the graph.
    case node(Int)
    /// A function or class that was named and may be called.
    case global(PickleGlobal)
}

/// A storage that a pickle names: elements of one type that lie elsewhere in the file.
struct PickleStorage: Hashable {
    let key: String
    let scalarType: ScalarType
    let elementCount: Int
    /// The part of it that is meant, in elements; only the old form has such.
    var view: Range<Int>?
}

/// A tensor as a pickle describes it: a strided look into a storage, counted in elements.
struct PickleTensor {
    let storage: PickleStorage
    let offset: Int
    let shape: [Int]
    let strides: [Int]
}

extension PickleGraph {
    /// The storages that the pickle names, as often as it does.
    var storages: [PickleStorage] {
        nodes.compactMap { if case .storage(let storage) = $0.kind { storage } else { nil } }
    }
}
