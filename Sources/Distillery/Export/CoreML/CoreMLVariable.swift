import SwiftProtobuf

/// A tensor in a Core ML program: given, constant, or made by an operation.
struct CoreMLVariable: Equatable {
    var name: String
    var type: MILDataType
    /// nil for sizes that follow the inputs.
    var shape: [Int?]

    var rank: Int { shape.count }
    var isFloating: Bool { [.float16, .float32].contains(type) }

    var named: MILNamedValueType {
        .with {
            $0.name = name
            $0.type = .tensor(type, shape)
        }
    }
}

/// What an operation is given for one of its parameters.
enum CoreMLArgument {
    case variable(CoreMLVariable)
    case variables([CoreMLVariable])
    case integer(Int)
    case integers([Int])
    case flag(Bool)
    case flags([Bool])
    case text(String)
    /// A number in the type of the tensor that it goes with.
    case real(Double, MILDataType)
    /// The parameter is left out.
    case absent

    static func optional(_ variable: CoreMLVariable?) -> CoreMLArgument {
        variable.map(CoreMLArgument.variable) ?? .absent
    }
}
