/// A restricted unpickler: builds plain values and tensors, and never runs code.
///
/// Python's format is a program for a small stack machine (`pickletools.py` describes it). This
/// machine knows the operations that build values, and of all functions and classes those that
/// `PickleGlobal` lists; everything else is refused by name. Each operation makes one thing, and what
/// calls copy is counted, so memory and time are in proportion to the pickle, which is limited.
/// (A class, because a value that calls its own methods may be copied meanwhile, stack and all.)
final class PickleReader {
    /// Far more than the names and shapes of any model; the numbers lie outside of the pickle.
    static let maximumByteCount = 256 << 20
    /// The most containers, things on the stack, and things in the memo.
    static let maximumItemCount = 10_000_000

    var reader: ByteReader
    var graph = PickleGraph()
    private var stack: [PickleItem] = []
    /// Heights of the stack at the marks that are open.
    private var marks: [Int] = []
    private var memo: [Int: PickleItem] = [:]
    /// Elements and bytes that calls made of what was there already.
    private var copied = 0

    /// Reads the pickle that begins at `start`; `end` is where it is over.
    static func read(
        _ bytes: UnsafeRawBufferPointer, from start: Int = 0
    ) throws(PickleError) -> (graph: PickleGraph, end: Int) {
        guard start <= bytes.count else { throw .truncated(offset: bytes.count) }
        let last = min(bytes.count, start + maximumByteCount)
        let machine = PickleReader(
            reader: ByteReader(UnsafeRawBufferPointer(rebasing: bytes[..<last]), at: start))
        try machine.run()
        return (machine.graph, machine.reader.position)
    }

    private init(reader: ByteReader) {
        self.reader = reader
    }

    private func run() throws(PickleError) {
        while true {
            let offset = reader.position
            guard let code = reader.integer(UInt8.self) else { throw ended() }
            guard let opcode = PickleOpcode(rawValue: code) else {
                throw .unsupportedOperation(code: code, offset: offset)
            }
            if opcode == .stop {
                graph.root = try pop()
                return
            }
            if let value = try literal(opcode) {
                stack.append(.value(value))
            } else {
                try perform(opcode)
            }
            if max(stack.count, graph.nodes.count, memo.count) > Self.maximumItemCount {
                throw .tooLarge(what: "the number of its values", limit: Self.maximumItemCount)
            }
        }
    }

    /// Counts `count` elements that a call copies; without a limit a short pickle could copy one
    /// long list again and again.
    func chargeCopy(_ count: Int) throws(PickleError) {
        copied += count
        if copied > reader.bytes.count {
            throw .tooLarge(what: "what its calls copy", limit: reader.bytes.count)
        }
    }

    /// What a read beyond the end means: the file's end, or the limit.
    func ended() -> PickleError {
        reader.bytes.count >= Self.maximumByteCount
            ? .tooLarge(what: "its bytes", limit: Self.maximumByteCount)
            : .truncated(offset: reader.position)
    }

    func malformed(_ reason: String) -> PickleError {
        .malformed(offset: reader.position, reason: reason)
    }

    private func perform(_ opcode: PickleOpcode) throws(PickleError) {
        switch opcode {
        case .version:
            if try take(UInt8.self) > 5 { throw malformed("its protocol is newer than 5") }
        case .frame:
            guard try take(UInt64.self) <= UInt64(reader.remaining) else { throw ended() }
        case .mark: marks.append(stack.count)
        case .pop:
            if marks.last == stack.count { marks.removeLast() } else { _ = try pop() }
        case .popMark: _ = try popToMark()
        case .duplicate: stack.append(try top())

        case .put: try remember(textIndex())
        case .put8: try remember(Int(take(UInt8.self)))
        case .put32: try remember(Int(take(UInt32.self)))
        case .memoize: try remember(memo.count)
        case .get: try recall(textIndex())
        case .get8: try recall(Int(take(UInt8.self)))
        case .get32: try recall(Int(take(UInt32.self)))

        case .emptyList: push(.list)
        case .emptyTuple: push(.tuple)
        case .emptySet: push(.set)
        case .emptyDictionary: push(.dictionary)
        case .list: push(.list, try popToMark())
        case .tuple: push(.tuple, try popToMark())
        case .frozenSet: push(.set, try popToMark())
        case .dictionary: push(.dictionary, try pairs(popToMark()))
        case .tuple1: push(.tuple, try pop(1))
        case .tuple2: push(.tuple, try pop(2))
        case .tuple3: push(.tuple, try pop(3))
        case .append: try extend(with: pop(1)) { if case .list = $0 { true } else { false } }
        case .appends: try extend(with: popToMark()) { if case .list = $0 { true } else { false } }
        case .addItems: try extend(with: popToMark()) { if case .set = $0 { true } else { false } }
        case .setItem: try setItems(pop(2))
        case .setItems: try setItems(popToMark())

        case .global: stack.append(try global(module: textLine(), name: textLine()))
        case .stackGlobal:
            let name = try pop(2)
            stack.append(try global(module: text(name[0]), name: text(name[1])))
        case .instance:
            let called = try global(module: textLine(), name: textLine())
            stack.append(try call(called, popToMark()))
        case .object:
            var arguments = try popToMark()
            guard !arguments.isEmpty else { throw malformed("a call without what is called") }
            let called = arguments.removeFirst()
            stack.append(try call(called, arguments))
        case .reduce, .newObject:
            let parts = try pop(2)
            stack.append(try call(parts[0], members(parts[1])))
        case .build:
            let state = try pop()
            try build(top(), state)
        case .persistentID:
            let identifier = try members(pop())
            stack.append(graph.add(.storage(try storage(identifier))))

        default: throw malformed("an operation out of place")
        }
    }
}

// MARK: - The stack and the memo

extension PickleReader {
    private func push(_ kind: PickleGraph.Node.Kind, _ items: [PickleItem] = []) {
        stack.append(graph.add(kind, items))
    }

    private func top() throws(PickleError) -> PickleItem {
        guard stack.count > marks.last ?? 0, let item = stack.last else {
            throw malformed("the stack is empty")
        }
        return item
    }

    private func pop() throws(PickleError) -> PickleItem {
        let item = try top()
        stack.removeLast()
        return item
    }

    private func pop(_ count: Int) throws(PickleError) -> [PickleItem] {
        guard stack.count - (marks.last ?? 0) >= count else {
            throw malformed("the stack is empty")
        }
        defer { stack.removeLast(count) }
        return Array(stack.suffix(count))
    }

    private func popToMark() throws(PickleError) -> [PickleItem] {
        guard let mark = marks.popLast() else { throw malformed("a mark is missing") }
        defer { stack.removeSubrange(mark...) }
        return Array(stack[mark...])
    }

    private func remember(_ index: Int) throws(PickleError) {
        memo[index] = try top()
    }

    private func recall(_ index: Int) throws(PickleError) {
        guard let item = memo[index] else { throw malformed("it recalls what it never kept") }
        stack.append(item)
    }

    /// Appends `items` to the node on the top of the stack, if it is of a kind that may grow so.
    private func extend(
        with items: [PickleItem], where mayGrow: (PickleGraph.Node.Kind) -> Bool
    ) throws(PickleError) {
        guard case .node(let index) = try top(), mayGrow(graph.nodes[index].kind) else {
            throw malformed("it adds to what is no container of that kind")
        }
        graph.nodes[index].items.append(contentsOf: items)
    }

    private func setItems(_ items: [PickleItem]) throws(PickleError) {
        try extend(with: pairs(items)) { if case .dictionary = $0 { true } else { false } }
    }

    private func pairs(_ items: [PickleItem]) throws(PickleError) -> [PickleItem] {
        if items.count % 2 != 0 { throw malformed("a key has no value") }
        return items
    }
}
