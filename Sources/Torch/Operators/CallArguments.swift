import CTorch

/// Lays arguments out as C values whose pointers stay valid while `body` runs.
///
/// The first argument comes apart from the rest so that a method on a tensor needs no array of its
/// own. Lists and texts are copied into one scratch block, which is on the stack when it is small.
@inline(__always)
func withCallArguments<Result>(
    _ first: Tensor?, _ rest: [Value],
    _ body: (UnsafeBufferPointer<CTValue>) throws(TorchError) -> Result
) throws(TorchError) -> Result {
    // The C values hold bare handles: their tensors must outlive the call.
    defer { withExtendedLifetime(first) { withExtendedLifetime(rest) {} } }
    var words = 0
    for value in rest { words += value.scratchWords }
    return try withUnsafeTemporaryAllocation(of: UInt64.self, capacity: max(words, 1)) {
        block throws(TorchError) in
        try withUnsafeTemporaryAllocation(of: CTValue.self, capacity: rest.count + 1) {
            buffer throws(TorchError) in
            var scratch = Scratch(block)
            var count = 0
            if let first {
                var lowered = CTValue()
                lowered.kind = CT_TENSOR
                lowered.tensor = first.handle
                buffer.initializeElement(at: 0, to: lowered)
                count = 1
            }
            for value in rest {
                buffer.initializeElement(at: count, to: scratch.lower(value))
                count += 1
            }
            return try body(UnsafeBufferPointer(rebasing: buffer[..<count]))
        }
    }
}

extension Value {
    /// The words of 8 bytes that the elements of a list or text take in the scratch block.
    fileprivate var scratchWords: Int {
        switch self {
        case .none, .standard, .tensor, .integer, .real, .bool: 0
        case .string(let text): text.utf8.count / 8 + 1
        case .device: 2
        case .integers(let numbers): numbers.count
        case .reals(let numbers): numbers.count
        case .bools(let flags): flags.count
        case .tensors(let tensors): tensors.count
        case .optionalTensors(let tensors): tensors.count
        }
    }
}

/// Hands out pieces of a block of memory, one after the other.
private struct Scratch {
    private var next: UnsafeMutableRawPointer?

    init(_ block: UnsafeMutableBufferPointer<UInt64>) {
        next = UnsafeMutableRawPointer(block.baseAddress)
    }

    @inline(__always)
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
        default: lower(value, into: &lowered)
        }
        return lowered
    }

    /// The kinds whose elements need room in the block.
    private mutating func lower(_ value: Value, into lowered: inout CTValue) {
        switch value {
        case .string(let text): lower(text, as: CT_STRING, into: &lowered)
        case .device(let device): lower(device.description, as: CT_DEVICE, into: &lowered)
        case .integers(let numbers):
            lowered.integers = copy(numbers, Int64.init)
            describe(&lowered, CT_INTEGER_LIST, numbers.count)
        case .bools(let flags):
            lowered.integers = copy(flags) { $0 ? Int64(1) : 0 }
            describe(&lowered, CT_BOOL_LIST, flags.count)
        case .reals(let numbers):
            lowered.reals = copy(numbers) { $0 }
            describe(&lowered, CT_DOUBLE_LIST, numbers.count)
        case .tensors(let tensors):
            lowered.tensors = copy(tensors) { Optional($0.handle) }
            describe(&lowered, CT_TENSOR_LIST, tensors.count)
        case .optionalTensors(let tensors):
            lowered.tensors = copy(tensors) { $0?.handle }
            describe(&lowered, CT_OPTIONAL_TENSOR_LIST, tensors.count)
        default: break
        }
    }

    private func describe(_ lowered: inout CTValue, _ kind: CTKind, _ count: Int) {
        lowered.kind = kind
        lowered.count = count
    }

    /// Copies a text with its zero byte; the next piece begins at a whole word again.
    private mutating func lower(_ text: String, as kind: CTKind, into lowered: inout CTValue) {
        let start = next?.assumingMemoryBound(to: CChar.self)
        var length = 0
        for byte in text.utf8 {
            start?[length] = CChar(bitPattern: byte)
            length += 1
        }
        start?[length] = 0
        lowered.kind = kind
        lowered.string = start.map { UnsafePointer($0) }
        next = next?.advanced(by: (length / 8 + 1) * 8)
    }

    @inline(__always)
    private mutating func copy<Element, Lowered>(
        _ elements: [Element], _ transform: (Element) -> Lowered
    ) -> UnsafePointer<Lowered>? {
        let start = next?.bindMemory(to: Lowered.self, capacity: elements.count)
        var count = 0
        for element in elements {
            start?[count] = transform(element)
            count += 1
        }
        next = next?.advanced(by: count * 8)
        return start.map { UnsafePointer($0) }
    }
}
