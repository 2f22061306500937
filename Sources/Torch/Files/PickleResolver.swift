/// Makes values of a pickle's graph, once the bytes of its storages are at hand.
///
/// What is shared in the graph is made once. Depth, the number of values when sharing is written
/// out, and the bytes of tensors that must be copied are limited, so that whoever walks the result
/// is safe from a small pickle that stands for an endless value.
struct PickleResolver {
    static let maximumDepth = 100
    static let maximumValueCount = 50_000_000

    private struct Made {
        let value: PickleValue
        let height: Int
        let count: Int
    }

    private let graph: PickleGraph
    private let contents: [String: FileBytes]
    private let copyLimit: Int
    private var copied = 0
    private var made: [Int: Made] = [:]

    /// The value of `graph`, with the bytes of each storage under its key.
    static func value(
        of graph: PickleGraph, contents: [String: FileBytes] = [:]
    ) throws(PickleError) -> PickleValue {
        var resolver = PickleResolver(graph: graph, contents: contents)
        return try resolver.make(graph.root, depth: 0).value
    }

    private init(graph: PickleGraph, contents: [String: FileBytes]) {
        self.graph = graph
        self.contents = contents
        // Views that overlap or repeat elements grow when they are copied; real ones not by much.
        let stored = contents.values.reduce(0) { $0 + min($1.count, 1 << 50) }
        copyLimit = 256 << 20 + 8 * stored
    }

    private mutating func make(_ item: PickleItem, depth: Int) throws(PickleError) -> Made {
        switch item {
        case .value(let value): return Made(value: value, height: 0, count: 1)
        case .global: throw .unexpected(reason: "a function or class as a value")
        case .node(let index):
            if let former = made[index] {
                try check(depth: depth + former.height, count: former.count)
                return former
            }
            let new = try make(graph.nodes[index], depth: depth)
            made[index] = new
            return new
        }
    }

    private mutating func make(
        _ node: PickleGraph.Node, depth: Int
    ) throws(PickleError) -> Made {
        try check(depth: depth, count: 0)
        var values: [PickleValue] = []
        values.reserveCapacity(node.items.count)
        var height = 0
        var count = 1
        for item in node.items {
            let element = try make(item, depth: depth + 1)
            values.append(element.value)
            height = max(height, element.height + 1)
            count += element.count
            try check(depth: depth, count: count)
        }
        let value: PickleValue
        switch node.kind {
        case .list: value = .list(values)
        case .tuple: value = .tuple(values)
        case .set: value = .set(values)
        case .dictionary:
            value = .dictionary(
                stride(from: 0, to: values.count - 1, by: 2).map { (values[$0], values[$0 + 1]) })
        case .storage(let storage): value = .storage(try tensor(whole: storage))
        case .tensor(let view): value = .tensor(try tensor(view))
        case .numpyType: throw .unexpected(reason: "a numpy.dtype as a value")
        }
        return Made(value: value, height: height, count: count)
    }

    private func check(depth: Int, count: Int) throws(PickleError) {
        if depth > Self.maximumDepth {
            throw .tooLarge(what: "the depth of its containers", limit: Self.maximumDepth)
        }
        if count > Self.maximumValueCount {
            throw .tooLarge(what: "the number of its values", limit: Self.maximumValueCount)
        }
    }
}

// MARK: - Tensors

extension PickleResolver {
    /// The bytes of the part of a storage that is meant.
    private func content(of storage: PickleStorage) throws(PickleError) -> FileBytes {
        guard let content = contents[storage.key] else {
            throw .storage(key: storage.key, reason: "the file does not hold it")
        }
        let size = storage.scalarType.byteCount
        guard storage.elementCount >= 0, storage.elementCount <= content.count / size else {
            throw .storage(
                key: storage.key,
                reason: "\(storage.elementCount) elements of \(storage.scalarType) are stated,"
                    + " \(content.count) bytes are there; is the download complete?")
        }
        let part = storage.view ?? 0..<storage.elementCount
        guard let bytes = content.slice(from: part.lowerBound * size, count: part.count * size)
        else { throw .storage(key: storage.key, reason: "a view looks beyond it") }
        return bytes
    }

    private func tensor(whole storage: PickleStorage) throws(PickleError) -> StoredTensor {
        let content = try content(of: storage)
        let shape = [content.count / storage.scalarType.byteCount]
        return try stored(content, shape: shape, storage)
    }

    private mutating func tensor(_ view: PickleTensor) throws(PickleError) -> StoredTensor {
        let storage = view.storage
        let content = try content(of: storage)
        let size = storage.scalarType.byteCount
        guard let byteCount = storage.scalarType.byteCount(shape: view.shape),
            let end = StridedTensor.end(of: view), end <= content.count / size
        else {
            throw .storage(
                key: storage.key,
                reason: "a tensor of shape \(view.shape), strides \(view.strides) and offset"
                    + " \(view.offset) looks beyond its \(content.count / size) elements")
        }
        if byteCount == 0 || StridedTensor.isRowMajor(view) {
            let start = byteCount == 0 ? 0 : view.offset * size
            guard let slice = content.slice(from: start, count: byteCount) else {
                throw .storage(key: storage.key, reason: "a tensor looks beyond it")
            }
            return try stored(slice, shape: view.shape, storage)
        }
        guard byteCount <= copyLimit - copied else {
            throw .tooLarge(what: "tensors that repeat elements, in bytes", limit: copyLimit)
        }
        copied += byteCount
        let copy = HeapBytes(count: byteCount) { destination in
            content.withUnsafeBytes { StridedTensor.copy(view, from: $0, to: destination) }
        }
        guard let copy else {
            throw .tooLarge(what: "tensors for the memory, in bytes", limit: byteCount)
        }
        return try stored(FileBytes(copy), shape: view.shape, storage)
    }

    private func stored(
        _ content: FileBytes, shape: [Int], _ storage: PickleStorage
    ) throws(PickleError) -> StoredTensor {
        let tensor = StoredTensor(content: content, shape: shape, scalarType: storage.scalarType)
        guard let tensor else {
            throw .storage(key: storage.key, reason: "\(content.count) bytes are not \(shape)")
        }
        return tensor
    }
}
