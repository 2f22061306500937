import CTorch

extension Value {
    /// Takes a result over from C and releases what C held.
    init(taking raw: inout CTValue) {
        if let tensor = Tensor(taking: &raw) {
            self = .tensor(tensor)
            return
        }
        defer { ct_value_release(&raw) }
        switch raw.kind {
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

extension Tensor {
    /// Takes over the reference of a result that is a tensor; `nil` for any other.
    @inline(__always)
    convenience init?(taking raw: inout CTValue) {
        guard raw.kind == CT_TENSOR, let handle = raw.tensor else { return nil }
        raw.tensor = nil
        raw.kind = CT_NONE
        self.init(owning: handle)
    }
}
