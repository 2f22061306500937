import Torch

/// One call of a graph while it becomes nodes of an ONNX file.
struct OnnxLowering {
    let call: GraphCall
    let builder: OnnxBuilder
    /// How weights of linear layers and tables of vectors are kept.
    let weights: OnnxWeights

    /// The name of a tensor that the call takes.
    func input(_ index: Int) throws -> String { try name(of: call.operand(index)) }

    /// The name of one that may be absent.
    func optionalInput(_ index: Int) throws -> String? {
        try call.optionalOperand(index).map(name)
    }

    /// The name of a value, or of a weight, which is added where it is asked for first.
    func name(of operand: Graph.Operand) throws -> String {
        if let known = builder.name(of: operand) { return known }
        guard let path = operand.weight, let tensor = call.graph.weights[path] else {
            throw call.refusal("\(operand) comes from nowhere")
        }
        let added = try builder.add(tensor.to(builder.own(tensor.scalarType)), named: path)
        builder.name(operand, added)
        return added
    }

    /// Adds a node with one output.
    func callAsFunction(
        _ type: String, _ inputs: String?..., with attributes: [OnnxAttributeProto] = []
    ) throws -> String {
        try outputs(1, of: type, inputs, attributes)[0]
    }

    /// Adds a node.
    func outputs(
        _ count: Int, of type: String, _ inputs: [String?],
        _ attributes: [OnnxAttributeProto] = []
    ) throws -> [String] {
        builder.add(type, inputs, attributes, outputs: count, scope: call.node.scope)
    }

    /// A row of whole numbers.
    func numbers(_ numbers: [Int]) throws -> String { try builder.constant(numbers) }

    /// A real number of the type that a tensor has.
    func number(_ number: Double, like operand: Graph.Operand) throws -> String {
        try builder.scalar(number, call.type(of: operand).scalarType)
    }

    /// The tensor in other sizes; 0 keeps the one at its place, -1 takes what is left.
    func reshaped(_ value: String, _ sizes: [Int]) throws -> String {
        try self("Reshape", value, numbers(sizes))
    }

    func transposed(_ value: String, _ order: [Int]) throws -> String {
        try self("Transpose", value, with: [.integers("perm", order)])
    }

    /// A tensor as another type, unless it is of that type.
    func cast(_ value: String, from type: ScalarType?, to wanted: ScalarType?) throws -> String {
        guard let wanted, type != wanted else { return value }
        return try self(
            "Cast", value, with: [.integer("to", builder.own(wanted).onnx)])
    }

    /// A tensor that the call takes, as the type of its result.
    func promoted(_ index: Int) throws -> String {
        let type = try call.type(of: call.operand(index)).scalarType
        return try cast(input(index), from: type, to: call.resultType().scalarType)
    }
}
