/// A value of a Python pickle, of the kinds that a checkpoint may hold.
public indirect enum PickleValue: Sendable {
    case none
    case bool(Bool)
    case integer(Int)
    /// An integer of more than 64 bits: two's complement, little-endian.
    case largeInteger([UInt8])
    case double(Double)
    case string(String)
    case bytes([UInt8])
    case list([PickleValue])
    case tuple([PickleValue])
    case set([PickleValue])
    /// Keys and values in the order they were put in; a key that was put in twice is there twice.
    case dictionary([(key: PickleValue, value: PickleValue)])
    case tensor(StoredTensor)
    /// A storage by itself, as a tensor of one dimension.
    case storage(StoredTensor)
    /// A `torch.dtype`.
    case scalarType(ScalarType)
}

extension PickleValue {
    /// The value last put in under `key`; nil for other kinds than dictionaries.
    public subscript(key: String) -> PickleValue? {
        guard case .dictionary(let pairs) = self else { return nil }
        return pairs.last { $0.key.string == key }?.value
    }

    /// The text of a string.
    public var string: String? { if case .string(let value) = self { value } else { nil } }

    /// The value of an integer.
    public var integer: Int? { if case .integer(let value) = self { value } else { nil } }

    /// The value of a number, whole or not.
    public var double: Double? {
        switch self {
        case .double(let value): value
        case .integer(let value): Double(value)
        default: nil
        }
    }

    /// The tensor.
    public var tensor: StoredTensor? { if case .tensor(let value) = self { value } else { nil } }

    /// The elements of a list or tuple.
    public var elements: [PickleValue]? {
        switch self {
        case .list(let elements), .tuple(let elements): elements
        default: nil
        }
    }

    /// What kind of value it is, in Python's words.
    public var kind: String {
        switch self {
        case .none: "None"
        case .bool: "bool"
        case .integer, .largeInteger: "int"
        case .double: "float"
        case .string: "str"
        case .bytes: "bytes"
        case .list: "list"
        case .tuple: "tuple"
        case .set: "set"
        case .dictionary: "dict"
        case .tensor: "tensor"
        case .storage: "storage"
        case .scalarType: "dtype"
        }
    }
}

extension PickleValue: Equatable {
    public static func == (left: PickleValue, right: PickleValue) -> Bool {
        switch (left, right) {
        case (.none, .none): true
        case (.bool(let left), .bool(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.largeInteger(let left), .largeInteger(let right)): left == right
        case (.double(let left), .double(let right)): left == right
        case (.string(let left), .string(let right)): left == right
        case (.bytes(let left), .bytes(let right)): left == right
        case (.list(let left), .list(let right)): left == right
        case (.tuple(let left), .tuple(let right)): left == right
        case (.set(let left), .set(let right)): left == right
        case (.dictionary(let left), .dictionary(let right)):
            left.elementsEqual(right) { $0.key == $1.key && $0.value == $1.value }
        case (.tensor(let left), .tensor(let right)): left == right
        case (.storage(let left), .storage(let right)): left == right
        case (.scalarType(let left), .scalarType(let right)): left == right
        default: false
        }
    }
}
