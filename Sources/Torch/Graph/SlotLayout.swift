/// Hands out slots for values while a graph is compiled, and turns nodes into steps.
struct SlotLayout {
    private let weights: [String: Tensor]
    private var slots: [Graph.ValueID: Int] = [:]
    private(set) var count = 0

    init(weights: [String: Tensor]) { self.weights = weights }

    mutating func define(_ value: Graph.ValueID) -> Int {
        slots[value] = count
        count += 1
        return count - 1
    }

    func slot(of value: Graph.ValueID, for user: String) throws(GraphError) -> Int {
        guard let slot = slots[value] else {
            throw .undefined(operand: "\(value)", operation: user)
        }
        return slot
    }

    mutating func step(for node: Graph.Node) throws(GraphError) -> GraphStep {
        let user = node.operation.fullName
        var step = GraphStep(operation: node.operation)
        for (index, argument) in node.arguments.enumerated() {
            switch argument {
            case .tensor(.value(let value)):
                step.fills.append((index, try slot(of: value, for: user)))
            case .tensors(let operands):
                let sources = try operands.map { operand throws(GraphError) in
                    try source(operand, for: user)
                }
                step.listFills.append(.init(argument: index, sources: sources, isOptional: false))
            case .optionalTensors(let operands):
                let sources = try operands.map { operand throws(GraphError) in
                    guard let operand else { return GraphStep.Source.fixed(nil) }
                    return try source(operand, for: user)
                }
                step.listFills.append(.init(argument: index, sources: sources, isOptional: true))
            case .sizes(let operand):
                step.sizeFills.append(
                    .init(argument: index, source: try source(operand, for: user), place: nil))
            case .size(let operand, let place):
                step.sizeFills.append(
                    .init(argument: index, source: try source(operand, for: user), place: place))
            default: break
            }
            step.template.append(try fixedValue(of: argument, for: user))
        }
        step.resultSlots = node.results.map { define($0) }
        return step
    }

    private func source(
        _ operand: Graph.Operand, for user: String
    ) throws(GraphError) -> GraphStep.Source {
        switch operand {
        case .value(let value): .slot(try slot(of: value, for: user))
        case .weight(let path): .fixed(try weight(path, for: user))
        }
    }

    private func weight(_ path: String, for user: String) throws(GraphError) -> Tensor {
        guard let tensor = weights[path] else { throw .undefined(operand: path, operation: user) }
        return tensor
    }

    /// The argument as the operator takes it; `.none` where a value or a list has yet to go.
    private func fixedValue(
        of argument: Graph.Argument, for user: String
    ) throws(GraphError) -> Value {
        switch argument {
        case .tensor(.weight(let path)): .tensor(try weight(path, for: user))
        case .none, .tensor(.value), .tensors, .optionalTensors, .sizes, .size: .none
        case .standard: .standard
        case .integer(let number): .integer(number)
        case .real(let number): .real(number)
        case .bool(let flag): .bool(flag)
        case .string(let text): .string(text)
        case .integers(let numbers): .integers(numbers)
        case .reals(let numbers): .reals(numbers)
        case .bools(let flags): .bools(flags)
        case .device(let device): .device(device)
        }
    }
}
