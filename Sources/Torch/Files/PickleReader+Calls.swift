/// What the few allowed functions and classes stand for.
extension PickleReader {
    /// What `module.name` stands for.
    /// - Throws: `PickleError.notAllowed` for all that `PickleGlobal` does not list.
    func global(module: String, name: String) throws(PickleError) -> PickleItem {
        guard let item = PickleGlobal.lookUp(module: module, name: name) else {
            throw .notAllowed(name: "\(module).\(name)")
        }
        return item
    }

    /// The value that a call would have made.
    func call(
        _ called: PickleItem, _ arguments: [PickleItem]
    ) throws(PickleError) -> PickleItem {
        guard case .global(let global) = called else {
            throw malformed("it calls what is no function")
        }
        switch global {
        case .rebuildTensor: return graph.add(.tensor(try tensor(arguments)))
        case .rebuildParameter:
            guard let first = arguments.first, case .tensor? = kind(first) else {
                throw unexpected("a parameter without its tensor")
            }
            return first
        case .dictionary: return try copy(dictionaryItems(arguments), as: .dictionary)
        case .set: return try copy(arguments.first.map(members) ?? [], as: .set)
        case .size: return try copy(arguments.first.map(members) ?? [], as: .tuple)
        case .device: return .value(.string(try deviceName(arguments)))
        case .encode: return .value(.bytes(try encoded(arguments)))
        case .numpyType:
            guard let code = arguments.first else { throw unexpected("a numpy.dtype without code") }
            return graph.add(.numpyType(code: try text(code), isBigEndian: false))
        case .numpyScalar: return .value(try numpyScalar(arguments))
        case .storageType: throw unexpected("a storage that is written in line")
        }
    }

    private func copy(
        _ items: [PickleItem], as kind: PickleGraph.Node.Kind
    ) throws(PickleError) -> PickleItem {
        try chargeCopy(items.count)
        return graph.add(kind, items)
    }

    /// Gives `target` the attributes in `state`, as far as they matter.
    func build(_ target: PickleItem, _ state: PickleItem) throws(PickleError) {
        guard case .node(let index) = target else {
            throw unexpected("attributes of what can have none")
        }
        switch graph.nodes[index].kind {
        case .dictionary:
            // PyTorch hangs the versions of its modules on a state dictionary.
            break
        case .numpyType(let code, _):
            let fields = try members(state)
            guard fields.count > 1 else { throw unexpected("a numpy.dtype without byte order") }
            let order = try text(fields[1])
            graph.nodes[index].kind = .numpyType(code: code, isBigEndian: order == ">")
        default: throw unexpected("attributes of what can have none")
        }
    }

    /// The storage that a persistent id names: ("storage", type, key, device, count[, view]).
    func storage(_ identifier: [PickleItem]) throws(PickleError) -> PickleStorage {
        guard identifier.count >= 5, try text(identifier[0]) == "storage" else {
            throw unexpected("a reference to what is no storage")
        }
        guard case .global(.storageType(let scalarType)) = identifier[1] else {
            throw unexpected("a storage of unknown type")
        }
        let key = try text(identifier[2])
        let elementCount = try integer(identifier[4])
        var view: Range<Int>?
        if identifier.count > 5, case .node = identifier[5] {
            // The old form: (key of the view, offset, count), both in elements.
            let fields = try members(identifier[5])
            guard fields.count == 3 else { throw unexpected("a view without offset and count") }
            let (start, count) = (try integer(fields[1]), try integer(fields[2]))
            guard start >= 0, count >= 0, start <= elementCount, count <= elementCount - start
            else { throw .storage(key: key, reason: "a view looks beyond it") }
            view = start..<start + count
        }
        guard scalarType.byteCount(shape: [elementCount]) != nil else {
            throw .storage(key: key, reason: "\(elementCount) elements cannot be")
        }
        return PickleStorage(
            key: key, scalarType: scalarType, elementCount: elementCount, view: view)
    }

    /// The tensor of `_rebuild_tensor(storage, offset, size, strides, …)`.
    private func tensor(_ arguments: [PickleItem]) throws(PickleError) -> PickleTensor {
        guard arguments.count >= 4, case .storage(let storage)? = kind(arguments[0]) else {
            throw unexpected("a tensor without its storage")
        }
        let offset = try integer(arguments[1])
        let shape = try integers(arguments[2])
        let strides = try integers(arguments[3])
        guard shape.count == strides.count, shape.count <= StoredTensor.maximumRank,
            offset >= 0, strides.allSatisfy({ $0 >= 0 }),
            storage.scalarType.byteCount(shape: shape) != nil
        else {
            throw unexpected(
                "a tensor of shape \(shape) with strides \(strides) and offset \(offset)")
        }
        return PickleTensor(storage: storage, offset: offset, shape: shape, strides: strides)
    }

    private func dictionaryItems(_ arguments: [PickleItem]) throws(PickleError) -> [PickleItem] {
        guard let first = arguments.first else { return [] }
        if case .node(let index) = first, case .dictionary = graph.nodes[index].kind {
            return graph.nodes[index].items
        }
        var items: [PickleItem] = []
        for entry in try members(first) {
            let pair = try members(entry)
            guard pair.count == 2 else { throw unexpected("a dictionary of what are no pairs") }
            items += pair
        }
        return items
    }

    private func deviceName(_ arguments: [PickleItem]) throws(PickleError) -> String {
        guard let first = arguments.first else { throw unexpected("a device without a name") }
        let type = try text(first)
        if arguments.count == 1 { return type }
        try chargeCopy(type.utf8.count)
        return "\(type):\(try integer(arguments[1]))"
    }

    /// The bytes of `_codecs.encode(text, "latin1")`, which is how protocol 2 spells bytes.
    private func encoded(_ arguments: [PickleItem]) throws(PickleError) -> [UInt8] {
        guard arguments.count == 2, ["latin1", "latin-1"].contains(try text(arguments[1])) else {
            throw unexpected("bytes in another encoding than latin1")
        }
        let text = try text(arguments[0])
        try chargeCopy(text.utf8.count)
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            guard let byte = UInt8(exactly: scalar.value) else {
                throw unexpected("bytes that are no latin1")
            }
            bytes.append(byte)
        }
        return bytes
    }

    private func numpyScalar(_ arguments: [PickleItem]) throws(PickleError) -> PickleValue {
        guard arguments.count == 2,
            case .numpyType(let code, let isBigEndian)? = kind(arguments[0]),
            case .value(let content) = arguments[1]
        else { throw unexpected("a NumPy number without type or value") }
        let bytes: [UInt8]
        switch content {
        case .bytes(let content): bytes = content
        case .string(let text): bytes = Array(text.utf8)
        default: throw unexpected("a NumPy number without value")
        }
        guard let number = NumPyNumber.value(code: code, isBigEndian ? bytes.reversed() : bytes)
        else { throw unexpected("a NumPy scalar of type '\(code)' and \(bytes.count) bytes") }
        return number
    }
}

// MARK: - Looking at arguments

extension PickleReader {
    func unexpected(_ reason: String) -> PickleError { .unexpected(reason: reason) }

    func text(_ item: PickleItem) throws(PickleError) -> String {
        guard case .value(.string(let text)) = item else {
            throw unexpected("no text, where it must be")
        }
        return text
    }

    /// The elements of a tuple, list or set.
    func members(_ item: PickleItem) throws(PickleError) -> [PickleItem] {
        guard case .node(let index) = item else { throw unexpected("no tuple, where it must be") }
        switch graph.nodes[index].kind {
        case .list, .tuple, .set: return graph.nodes[index].items
        default: throw unexpected("no tuple, where it must be")
        }
    }

    private func kind(_ item: PickleItem) -> PickleGraph.Node.Kind? {
        if case .node(let index) = item { graph.nodes[index].kind } else { nil }
    }

    private func integer(_ item: PickleItem) throws(PickleError) -> Int {
        guard case .value(.integer(let value)) = item else {
            throw unexpected("no integer, where it must be")
        }
        return value
    }

    private func integers(_ item: PickleItem) throws(PickleError) -> [Int] {
        var values: [Int] = []
        for member in try members(item) { values.append(try integer(member)) }
        return values
    }
}
