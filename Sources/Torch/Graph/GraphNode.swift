extension Graph {
    /// One operator call.
    public struct Node {
        public var operation: Operator
        /// In the order of the operator's schema; what is left out at the end takes defaults.
        public var arguments: [Argument]
        /// The tensors that the call gives, lists laid out one after the other.
        public var results: [ValueID]
        /// The dotted path of the module that made the call; empty when it is not known.
        public var scope: String

        public init(
            _ operation: Operator, _ arguments: [Argument], results: [ValueID], scope: String = ""
        ) {
            self.operation = operation
            self.arguments = arguments
            self.results = results
            self.scope = scope
        }

        /// Every tensor that the call takes, in order.
        public var operands: [Operand] { arguments.flatMap(\.operands) }

        /// The values among the operands.
        public var usedValues: [ValueID] { operands.compactMap(\.value) }

        /// The argument at `index`; `.standard` when it was left out.
        public func argument(_ index: Int) -> Argument {
            arguments.indices.contains(index) ? arguments[index] : .standard
        }

        /// The argument that the operator's schema calls `name`; `.standard` when it was left out,
        /// `nil` when the schema has none of that name.
        public func argument(named name: String) throws(TorchError) -> Argument? {
            try operation.argumentNames.firstIndex(of: name).map(argument)
        }
    }

    /// A tensor that a node takes: made by a node (or given by the caller), or a weight.
    public enum Operand: Hashable, Sendable, CustomStringConvertible {
        case value(ValueID)
        case weight(String)

        public var value: ValueID? {
            guard case .value(let value) = self else { return nil }
            return value
        }

        public var weight: String? {
            guard case .weight(let path) = self else { return nil }
            return path
        }

        public var description: String {
            switch self {
            case .value(let value): "\(value)"
            case .weight(let path): path
            }
        }
    }

    /// What a node gives to its operator: as `Value`, with tensors by reference.
    public enum Argument: Equatable, Sendable {
        case none
        /// Take what the operator's schema states as the default.
        case standard
        case tensor(Operand)
        case tensors([Operand])
        case optionalTensors([Operand?])
        case integer(Int)
        case real(Double)
        case bool(Bool)
        case string(String)
        case integers([Int])
        case reals([Double])
        case bools([Bool])
        case device(Device)
        /// The whole numbers that a tensor holds when the graph runs: sizes that follow the inputs.
        case sizes(Operand)
        /// One of them, by its place.
        case size(Operand, Int)

        /// The tensors in this argument.
        public var operands: [Operand] {
            switch self {
            case .tensor(let operand), .sizes(let operand), .size(let operand, _): [operand]
            case .tensors(let operands): operands
            case .optionalTensors(let operands): operands.compactMap { $0 }
            default: []
            }
        }

        /// The one tensor of this argument.
        public var operand: Operand? {
            guard case .tensor(let operand) = self else { return nil }
            return operand
        }

        /// The same argument with its tensors replaced.
        func mappingOperands(_ transform: (Operand) -> Operand) -> Argument {
            switch self {
            case .tensor(let operand): .tensor(transform(operand))
            case .sizes(let operand): .sizes(transform(operand))
            case .size(let operand, let place): .size(transform(operand), place)
            case .tensors(let operands): .tensors(operands.map(transform))
            case .optionalTensors(let operands):
                .optionalTensors(operands.map { $0.map(transform) })
            default: self
            }
        }
    }
}

extension Graph.Argument: CustomStringConvertible {
    public var description: String {
        switch self {
        case .none: "none"
        case .standard: "default"
        case .tensor(let operand): "\(operand)"
        case .tensors(let operands): "\(operands)"
        case .optionalTensors(let operands):
            "[\(operands.map { $0.map { "\($0)" } ?? "none" }.joined(separator: ", "))]"
        case .integer(let number): "\(number)"
        case .real(let number): "\(number)"
        case .bool(let flag): "\(flag)"
        case .string(let text): "\"\(text)\""
        case .integers(let numbers): "\(numbers)"
        case .reals(let numbers): "\(numbers)"
        case .bools(let flags): "\(flags)"
        case .device(let device): "\(device)"
        case .sizes(let operand): "sizes(\(operand))"
        case .size(let operand, let place): "sizes(\(operand))[\(place)]"
        }
    }
}

extension Graph.Node: CustomStringConvertible {
    public var description: String {
        "\(operation.fullName)(\(arguments.map(\.description).joined(separator: ", ")))"
    }
}
