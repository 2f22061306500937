/// One operator call of a compiled graph, with slot numbers where values go.
struct GraphStep {
    /// Where a tensor comes from: a slot, or a weight that is always the same.
    enum Source {
        case slot(Int)
        case fixed(Tensor?)
    }

    /// A list argument that has to be put together for every call.
    struct ListFill {
        var argument: Int
        var sources: [Source]
        var isOptional: Bool
    }

    /// Whole numbers that are read from a tensor for every call: all of them, or one.
    struct SizeFill {
        var argument: Int
        var source: Source
        var place: Int?
    }

    var operation: Operator
    /// The arguments, with weights in place and `.none` where values go.
    var template: [Value] = []
    var fills: [(argument: Int, slot: Int)] = []
    var listFills: [ListFill] = []
    var sizeFills: [SizeFill] = []
    var resultSlots: [Int] = []
    /// The slots that nobody reads after this step.
    var releases: [Int] = []

    /// Every slot that the step reads or writes.
    var slots: [Int] {
        let listed = (listFills.flatMap(\.sources) + sizeFills.map(\.source)).compactMap {
            source -> Int? in
            guard case .slot(let slot) = source else { return nil }
            return slot
        }
        return fills.map(\.slot) + listed + resultSlots
    }

    func run(_ slots: inout [Tensor?]) throws(TorchError) {
        var arguments = template
        for fill in fills {
            if let tensor = slots[fill.slot] { arguments[fill.argument] = .tensor(tensor) }
        }
        for fill in listFills {
            let tensors = fill.sources.map { tensor(of: $0, in: slots) }
            arguments[fill.argument] =
                fill.isOptional ? .optionalTensors(tensors) : .tensors(tensors.compactMap { $0 })
        }
        for fill in sizeFills {
            guard let tensor = tensor(of: fill.source, in: slots) else { continue }
            arguments[fill.argument] = try .sizes(heldBy: tensor, at: fill.place)
        }
        try store(operation.call(arguments), into: &slots)
    }

    private func tensor(of source: Source, in slots: [Tensor?]) -> Tensor? {
        switch source {
        case .slot(let slot): slots[slot]
        case .fixed(let tensor): tensor
        }
    }

    private func store(_ results: [Value], into slots: inout [Tensor?]) throws(TorchError) {
        var count = 0
        func keep(_ tensor: Tensor) {
            if count < resultSlots.count { slots[resultSlots[count]] = tensor }
            count += 1
        }
        for result in results {
            switch result {
            case .tensor(let tensor): keep(tensor)
            case .tensors(let tensors): for tensor in tensors { keep(tensor) }
            default: break
            }
        }
        guard count == resultSlots.count else {
            throw .unexpectedResult(
                name: operation.fullName, expected: "\(resultSlots.count) tensors (as traced)",
                found: "\(count)")
        }
    }
}

extension Value {
    /// The whole numbers that a tensor holds, or the one at `place`.
    static func sizes(heldBy tensor: Tensor, at place: Int?) throws(TorchError) -> Value {
        let numbers = try tensor.to(.int64).elements(as: Int64.self).map(Int.init)
        guard let place else { return .integers(numbers) }
        guard numbers.indices.contains(place) else {
            throw .elementCount(shape: tensor.shape, expected: place + 1, found: numbers.count)
        }
        return .integer(numbers[place])
    }
}
