/// The element type of a tensor; raw values are those of `c10::ScalarType`.
public enum ScalarType: Int8, Sendable, Codable, CaseIterable {
    case uint8 = 0
    case int8 = 1
    case int16 = 2
    case int32 = 3
    case int64 = 4
    case float16 = 5
    case float32 = 6
    case float64 = 7
    case bool = 11
    case bfloat16 = 15

    /// Bytes that one element takes.
    public var byteCount: Int {
        switch self {
        case .uint8, .int8, .bool: 1
        case .int16, .float16, .bfloat16: 2
        case .int32, .float32: 4
        case .int64, .float64: 8
        }
    }

    /// Whether gradients can flow through tensors of this type.
    public var isFloatingPoint: Bool {
        switch self {
        case .float16, .bfloat16, .float32, .float64: true
        default: false
        }
    }
}

/// A Swift type whose values libtorch can hold as elements of a tensor, bit for bit.
public protocol TensorScalar: Sendable {
    static var scalarType: ScalarType { get }
}

extension UInt8: TensorScalar { public static var scalarType: ScalarType { .uint8 } }
extension Int8: TensorScalar { public static var scalarType: ScalarType { .int8 } }
extension Int16: TensorScalar { public static var scalarType: ScalarType { .int16 } }
extension Int32: TensorScalar { public static var scalarType: ScalarType { .int32 } }
extension Int64: TensorScalar { public static var scalarType: ScalarType { .int64 } }
extension Float: TensorScalar { public static var scalarType: ScalarType { .float32 } }
extension Double: TensorScalar { public static var scalarType: ScalarType { .float64 } }
extension Bool: TensorScalar { public static var scalarType: ScalarType { .bool } }
