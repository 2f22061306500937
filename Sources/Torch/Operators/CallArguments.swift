import CTorch

/// Lays arguments out as C values whose pointers stay valid while `body` runs.
func withCallArguments<Result>(
    _ arguments: [Value],
    _ body: (UnsafeBufferPointer<CTValue>) throws(TorchError) -> Result
) throws(TorchError) -> Result {
    try withUnsafeTemporaryAllocation(of: CTValue.self, capacity: arguments.count + 1) {
        buffer throws(TorchError) in
        var storage = ArgumentStorage()
        defer { storage.free() }
        for (index, argument) in arguments.enumerated() {
            buffer.initializeElement(at: index, to: storage.lower(argument))
        }
        return try body(UnsafeBufferPointer(start: buffer.baseAddress, count: arguments.count))
    }
}

/// Owns the memory of lists and texts for the length of one call.
private struct ArgumentStorage {
    private var blocks: [UnsafeMutableRawPointer] = []

    mutating func lower(_ value: Value) -> CTValue {
        var lowered = CTValue()
        switch value {
        case .none: lowered.kind = CT_NONE
        case .standard: lowered.kind = CT_DEFAULT
        case .tensor(let tensor):
            lowered.kind = CT_TENSOR
            lowered.tensor = tensor.handle
        case .integer(let number):
            lowered.kind = CT_INTEGER
            lowered.integer = Int64(number)
        case .real(let number):
            lowered.kind = CT_DOUBLE
            lowered.real = number
        case .bool(let flag):
            lowered.kind = CT_BOOL
            lowered.integer = flag ? 1 : 0
        case .string(let text): lower(text: text, as: CT_STRING, into: &lowered)
        case .device(let device): lower(text: device.description, as: CT_DEVICE, into: &lowered)
        case .integers(let numbers):
            lower(integers: numbers.map(Int64.init), as: CT_INTEGER_LIST, into: &lowered)
        case .bools(let flags):
            lower(integers: flags.map { $0 ? 1 : 0 }, as: CT_BOOL_LIST, into: &lowered)
        case .reals(let numbers):
            lowered.kind = CT_DOUBLE_LIST
            lowered.count = numbers.count
            lowered.reals = UnsafePointer(copy(numbers))
        case .tensors(let tensors):
            lower(handles: tensors.map(\.handle), as: CT_TENSOR_LIST, into: &lowered)
        case .optionalTensors(let tensors):
            lower(handles: tensors.map { $0?.handle }, as: CT_OPTIONAL_TENSOR_LIST, into: &lowered)
        }
        return lowered
    }

    private mutating func lower(text: String, as kind: CTKind, into lowered: inout CTValue) {
        lowered.kind = kind
        lowered.string = UnsafePointer(copy(text.utf8CString.map { $0 }))
    }

    private mutating func lower(integers: [Int64], as kind: CTKind, into lowered: inout CTValue) {
        lowered.kind = kind
        lowered.count = integers.count
        lowered.integers = UnsafePointer(copy(integers))
    }

    private mutating func lower(
        handles: [OpaquePointer?], as kind: CTKind, into lowered: inout CTValue
    ) {
        lowered.kind = kind
        lowered.count = handles.count
        lowered.tensors = UnsafePointer(copy(handles))
    }

    private mutating func copy<Element>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
        let block = UnsafeMutablePointer<Element>.allocate(capacity: max(elements.count, 1))
        block.initialize(from: elements, count: elements.count)
        blocks.append(UnsafeMutableRawPointer(block))
        return block
    }

    func free() { blocks.forEach { $0.deallocate() } }
}

extension Value {
    /// Takes a result over from C and releases what C held.
    init(taking raw: inout CTValue) {
        defer { ct_value_release(&raw) }
        switch raw.kind {
        case CT_TENSOR:
            guard let handle = raw.tensor else {
                self = .none
                return
            }
            raw.tensor = nil
            self = .tensor(Tensor(owning: handle))
        case CT_INTEGER: self = .integer(Int(raw.integer))
        case CT_DOUBLE: self = .real(raw.real)
        case CT_BOOL: self = .bool(raw.integer != 0)
        case CT_STRING: self = raw.string.map { .string(String(cString: $0)) } ?? .none
        case CT_INTEGER_LIST:
            self = .integers(
                UnsafeBufferPointer(start: raw.integers, count: raw.count).map(Int.init))
        case CT_DOUBLE_LIST:
            self = .reals(Array(UnsafeBufferPointer(start: raw.reals, count: raw.count)))
        case CT_TENSOR_LIST:
            let handles = UnsafeBufferPointer(start: raw.tensors, count: raw.count)
            self = .tensors(handles.compactMap { ct_tensor_retain($0).map(Tensor.init(owning:)) })
        default: self = .none
        }
    }
}
