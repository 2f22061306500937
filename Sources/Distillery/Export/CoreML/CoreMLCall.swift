import Torch

/// One call of a graph while it becomes operations of a Core ML program.
struct CoreMLCall {
    /// The call's arguments.
    let given: GraphCall
    let program: CoreMLProgram
    let examples: CoreMLExamples
    /// What the values of the graph became so far.
    let values: [Graph.ValueID: CoreMLVariable]

    // MARK: Tensors

    func tensor(_ index: Int) throws -> CoreMLVariable { try variable(given.operand(index)) }

    func optionalTensor(_ index: Int) throws -> CoreMLVariable? {
        try given.optionalOperand(index).map(variable)
    }

    func tensors(_ index: Int) throws -> [CoreMLVariable] {
        try given.operands(index).map(variable)
    }

    func variable(_ operand: Graph.Operand) throws -> CoreMLVariable {
        switch operand {
        case .weight(let path): return try program.weight(weight(operand), named: path)
        case .value(let value):
            guard let known = values[value] else {
                throw given.refusal("the program has no \(value), which it takes")
            }
            return known
        }
    }

    /// A tensor of the network's own, which may be stated in 8 bits; or a computed one.
    func matrix(_ index: Int) throws -> CoreMLVariable {
        let operand = try given.operand(index)
        guard let path = operand.weight else { return try variable(operand) }
        return try program.matrix(weight(operand), named: path)
    }

    /// The elements of an argument that has to be a weight.
    func weight(_ index: Int) throws -> Tensor { try weight(given.operand(index)) }

    func optionalWeight(_ index: Int) throws -> Tensor? {
        try given.optionalOperand(index).map(weight)
    }

    func weight(_ operand: Graph.Operand) throws -> Tensor {
        guard let path = operand.weight, let tensor = given.graph.weights[path] else {
            throw given.refusal("\(operand) is computed; only a weight can be written there")
        }
        return tensor
    }

    // MARK: Results

    /// The shape of a result; nil for sizes that follow the inputs.
    func shape(_ index: Int = 0) -> [Int?] { examples.shape(of: given.node.results[index]) }

    /// The type that a result has in the program.
    func type(_ index: Int = 0) throws -> MILDataType {
        guard let type = try given.resultType(index).scalarType else {
            throw given.refusal("it gives elements of a type that is not known")
        }
        if type == .bool { return .bool }
        return type.isFloatingPoint ? program.floating : .int32
    }

    /// Adds an operation; its result is as the call's first, unless it is said otherwise.
    func add(
        _ operation: String, _ inputs: KeyValuePairs<String, CoreMLArgument>,
        type: MILDataType? = nil, shape: [Int?]? = nil
    ) throws -> CoreMLVariable {
        let place = given.node.scope.isEmpty ? "" : "\(given.node.scope)_"
        return program.add(
            operation, inputs, type: try type ?? self.type(), shape: shape ?? self.shape(),
            named: place + operation)
    }

    /// The variable in another type.
    func cast(_ variable: CoreMLVariable, to type: MILDataType) throws -> CoreMLVariable {
        if variable.type == type { return variable }
        return try add(
            "cast", ["x": .variable(variable), "dtype": .text(type.programName)], type: type,
            shape: variable.shape)
    }

    /// The variable in another shape; at most one size of it follows the inputs.
    func reshape(_ variable: CoreMLVariable, _ shape: [Int?]) throws -> CoreMLVariable {
        if variable.shape == shape, !shape.contains(nil) { return variable }
        guard shape.count(where: { $0 == nil }) <= 1 else {
            throw given.refusal("several sizes of its result follow the inputs")
        }
        return try add(
            "reshape", ["x": .variable(variable), "shape": .integers(shape.map { $0 ?? -1 })],
            type: variable.type, shape: shape)
    }

    /// A size that has to be the same for all inputs.
    func size(_ size: Int?) throws -> Int {
        guard let size else { throw given.refusal("it takes a size that follows the inputs") }
        return size
    }
}

extension MILDataType {
    /// The type's name in programs.
    var programName: String {
        switch self {
        case .bool: "bool"
        case .int32: "int32"
        case .float16: "fp16"
        default: "fp32"
        }
    }
}
