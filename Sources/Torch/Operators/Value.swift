import CTorch

/// What an operator takes and gives.
public enum Value {
    case none
    /// Take what the operator's schema states as the default.
    case standard
    case tensor(Tensor)
    case integer(Int)
    case real(Double)
    case bool(Bool)
    case string(String)
    case integers([Int])
    case reals([Double])
    case bools([Bool])
    case tensors([Tensor])
    case optionalTensors([Tensor?])
    case device(Device)

    /// An element type; schemas take it as a number.
    public static func scalarType(_ type: ScalarType?) -> Value {
        type.map { .integer(Int($0.rawValue)) } ?? .none
    }

    /// A tensor that may be absent.
    public static func optional(_ tensor: Tensor?) -> Value {
        tensor.map(Value.tensor) ?? .none
    }

    /// How error messages show an argument: types and shapes, never elements.
    var summary: String {
        switch self {
        case .none: "none"
        case .standard: "default"
        case .tensor(let tensor): tensor.description
        case .integer(let number): "\(number)"
        case .real(let number): "\(number)"
        case .bool(let flag): "\(flag)"
        case .string(let text): "\"\(text)\""
        case .integers(let numbers): "\(numbers)"
        case .reals(let numbers): "\(numbers)"
        case .bools(let flags): "\(flags)"
        case .tensors(let tensors): summary(of: tensors)
        case .optionalTensors(let tensors): summary(of: tensors.compactMap { $0 })
        case .device(let device): device.description
        }
    }

    private func summary(of tensors: [Tensor]) -> String {
        let shown = tensors.prefix(3).map(\.description).joined(separator: ", ")
        return tensors.count > 3 ? "[\(shown), … \(tensors.count) tensors]" : "[\(shown)]"
    }
}

extension Value: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral
{
    public init(integerLiteral value: Int) { self = .integer(value) }
    public init(floatLiteral value: Double) { self = .real(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
}
