/// Puts a graph together call by call: what networks from files of other programs come in by.
///
/// Every call is tried on examples at once, so that shapes and types are known as it is added, and
/// what does not fit is found where it stands. A call that takes weights alone is carried out and
/// becomes a weight itself.
///
/// ```swift
/// let builder = GraphBuilder()
/// let input = builder.input(example)
/// let output = try builder.call(Operator("aten::relu"), [.tensor(input)])
/// let graph = try builder.finish(outputs: output)
/// ```
public final class GraphBuilder {
    private var inputs: [Graph.ValueID] = []
    private var nodes: [Graph.Node] = []
    private var weights: [String: Tensor] = [:]
    private var parameterPaths: Set<String> = []
    private var types: [Graph.ValueID: Graph.TensorType] = [:]
    private var examples: [Graph.ValueID: Tensor] = [:]
    private var valueCount = 0
    private var constantCount = 0

    public init() {}

    /// A further input of the graph, like `example`.
    public func input(_ example: Tensor) -> Graph.Operand {
        let value = define(example)
        inputs.append(value)
        return .value(value)
    }

    /// A tensor of the network's own; a path that is taken gets a number.
    public func weight(_ tensor: Tensor, named path: String) -> Graph.Operand {
        var free = path
        var number = 1
        while weights[free] != nil {
            number += 1
            free = "\(path).\(number)"
        }
        weights[free] = tensor
        if tensor.knownScalarType?.isFloatingPoint == true { parameterPaths.insert(free) }
        return .weight(free)
    }

    /// A tensor that belongs to the computation, as the numbers of a shape.
    public func constant(_ tensor: Tensor) -> Graph.Operand {
        // A file may call its own tensors so.
        var path: String
        repeat {
            path = "\(Graph.constantPrefix)\(constantCount)"
            constantCount += 1
        } while weights[path] != nil
        weights[path] = tensor
        return .weight(path)
    }

    /// What an operand is for the examples: of a weight, the weight.
    public func example(of operand: Graph.Operand) throws(GraphError) -> Tensor {
        let tensor: Tensor? =
            switch operand {
            case .value(let value): examples[value]
            case .weight(let path): weights[path]
            }
        guard let tensor else { throw .undefined(operand: "\(operand)", operation: "a call") }
        return tensor
    }

    /// Adds a call.
    ///
    /// - Parameter scope: what made the call, for messages and printed graphs.
    /// - Returns: its results, lists laid out one after the other.
    /// - Throws: `TorchError` where the examples do not suit the operator.
    public func call(
        _ operation: Operator, _ arguments: [Graph.Argument], scope: String = ""
    ) throws -> [Graph.Operand] {
        var values: [Value] = []
        for argument in arguments { values.append(try value(of: argument)) }
        let results = try withoutGradients { () throws(TorchError) in
            try operation.call(values)
        }.flatMap(\.allTensors)
        if arguments.allSatisfy({ $0.operands.allSatisfy { $0.weight != nil } }) {
            return results.map(constant)
        }
        let defined = results.map(define)
        nodes.append(Graph.Node(operation, arguments, results: defined, scope: scope))
        return defined.map { .value($0) }
    }

    /// The graph of all calls that the outputs depend on.
    ///
    /// - Throws: `GraphError.independentOutput` for an output that no input decides.
    public func finish(outputs: [Graph.Operand]) throws(GraphError) -> Graph {
        var values: [Graph.ValueID] = []
        for (index, output) in outputs.enumerated() {
            guard let value = output.value else { throw .independentOutput(index: index) }
            values.append(value)
        }
        return Graph(
            inputs: inputs, outputs: values, nodes: nodes, weights: weights,
            parameterPaths: parameterPaths, types: types
        ).removingDeadNodes()
    }

    private func define(_ example: Tensor) -> Graph.ValueID {
        let value = Graph.ValueID(number: valueCount)
        valueCount += 1
        types[value] = Graph.TensorType(of: example)
        examples[value] = example
        return value
    }

    private func value(of argument: Graph.Argument) throws -> Value {
        switch argument {
        case .none: .none
        case .standard: .standard
        case .tensor(let operand): .tensor(try example(of: operand))
        case .tensors(let operands): .tensors(try operands.map { try example(of: $0) })
        case .optionalTensors(let operands):
            .optionalTensors(try operands.map { try $0.map { try example(of: $0) } })
        case .integer(let number): .integer(number)
        case .real(let number): .real(number)
        case .bool(let flag): .bool(flag)
        case .string(let text): .string(text)
        case .integers(let numbers): .integers(numbers)
        case .reals(let numbers): .reals(numbers)
        case .bools(let flags): .bools(flags)
        case .device(let device): .device(device)
        case .sizes(let operand): try .sizes(heldBy: example(of: operand), at: nil)
        case .size(let operand, let place): try .sizes(heldBy: example(of: operand), at: place)
        }
    }
}
