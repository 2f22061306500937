/// Turns the operator calls of one forward pass into nodes.
///
/// Tensors are told apart by identity, so every tensor that was seen stays alive until the trace
/// ends. An in-place operator gives the identity that it took: from then on that identity stands
/// for the new value.
final class GraphTracer: Recorder {
    private(set) var nodes: [Graph.Node] = []
    private(set) var types: [Graph.ValueID: Graph.TensorType] = [:]
    private(set) var weights: [String: Tensor] = [:]
    /// The first thing that a graph cannot express.
    private(set) var problem: GraphError?

    private var operands: [UnsafeRawPointer: Graph.Operand] = [:]
    private var seen: [Tensor] = []
    private var sharing = SharedMemory()
    private var valueCount = 0
    private var constantCount = 0
    private let modulePaths: [ObjectIdentifier: String]
    private var openScopes: [String] = []

    init(module: any Module) {
        modulePaths = Dictionary(
            module.namedModules().map { (ObjectIdentifier($0.module), $0.path) }
        ) { first, _ in first }
        super.init()
        for (path, tensor) in module.state() {
            guard let identity = tensor.identity, operands[identity] == nil else { continue }
            operands[identity] = .weight(path)
            weights[path] = tensor
            seen.append(tensor)
        }
    }

    /// Makes the tensor a value of its own, as an input of the graph is.
    func declare(_ tensor: Tensor) -> Graph.ValueID {
        let value = Graph.ValueID(number: valueCount)
        valueCount += 1
        types[value] = Graph.TensorType(of: tensor)
        seen.append(tensor)
        if let identity = tensor.identity { operands[identity] = .value(value) }
        return value
    }

    /// The value that a tensor holds now; `nil` when no node made it.
    func value(of tensor: Tensor) -> Graph.ValueID? {
        guard let operand = tensor.identity.flatMap({ operands[$0] }) else { return nil }
        if sharing.isStale(operand) { problem = problem ?? staleUse("return") }
        return operand.value
    }

    override func willRun(_ module: any Module) {
        openScopes.append(modulePaths[ObjectIdentifier(module)] ?? openScopes.last ?? "")
    }

    override func didRun(_ module: any Module) { _ = openScopes.popLast() }

    override func didCall(_ operation: Operator, arguments: [Value], results: [Value]) {
        guard problem == nil else { return }
        let lowered = arguments.map(lower)
        let scope = openScopes.last ?? impliedScope(of: lowered)
        if lowered.flatMap(\.operands).contains(where: sharing.isStale) {
            problem = staleUse(operation.fullName)
        } else if operation.overload.hasSuffix("out") {
            problem = .writesOutput(operation: operation.fullName, scope: scope)
        } else if runsAsInTraining(operation, arguments) {
            problem = .trainingMode(operation: operation.fullName, scope: scope)
        } else if operation.isInPlace {
            recordInPlace(operation, arguments, lowered, scope)
        } else {
            recordPlain(operation, lowered, results, scope)
        }
    }

    private func recordPlain(
        _ operation: Operator, _ arguments: [Graph.Argument], _ results: [Value], _ scope: String
    ) {
        let values = results.flatMap(\.allTensors).map(declare)
        nodes.append(Graph.Node(operation, arguments, results: values, scope: scope))
        if ViewOperators.contains(operation), let base = arguments.first?.operands.first {
            for value in values { sharing.join(.value(value), to: base) }
        }
    }

    private func recordInPlace(
        _ operation: Operator, _ arguments: [Value], _ lowered: [Graph.Argument], _ scope: String
    ) {
        guard case .tensor(let target)? = arguments.first, let operand = lowered.first?.operand
        else {
            problem = .inPlace(operation: operation.fullName, scope: scope)
            return
        }
        if let path = sharing.weight(sharedBy: operand) {
            problem = .writesState(operation: operation.fullName, path: path)
            return
        }
        let plain = Operator(String(operation.name.dropLast()), overload: operation.overload)
        guard (try? plain.argumentNames) != nil, keepsType(of: target, arguments) else {
            problem = .inPlace(operation: operation.fullName, scope: scope)
            return
        }
        sharing.changed(operand)
        nodes.append(Graph.Node(plain, lowered, results: [declare(target)], scope: scope))
    }

    /// Whether the out-of-place form gives the target's element type too: no other operand may
    /// promote it.
    private func keepsType(of target: Tensor, _ arguments: [Value]) -> Bool {
        arguments.flatMap(\.allTensors).allSatisfy {
            $0.rank == 0 || $0.knownScalarType == target.knownScalarType
        }
    }

    private func runsAsInTraining(_ operation: Operator, _ arguments: [Value]) -> Bool {
        // Dropout on a CPU (`Tensor.dropout`).
        if operation.name == "aten::random_" { return true }
        guard let position = trainingArguments[operation.name], position < arguments.count,
            case .bool(true) = arguments[position]
        else { return false }
        return true
    }

    private func staleUse(_ operation: String) -> GraphError {
        .changedThroughView(operation: operation, scope: openScopes.last ?? "")
    }

    /// The module that owns the first weight among the arguments.
    private func impliedScope(of arguments: [Graph.Argument]) -> String {
        let path = arguments.lazy.flatMap(\.operands).compactMap(\.weight).first {
            !$0.hasPrefix(Graph.constantPrefix)
        }
        return path.map { $0.split(separator: ".").dropLast().joined(separator: ".") } ?? ""
    }

    private func lower(_ value: Value) -> Graph.Argument {
        switch value {
        case .none: .none
        case .standard: .standard
        case .tensor(let tensor): .tensor(operand(for: tensor))
        case .tensors(let tensors): .tensors(tensors.map(operand))
        case .optionalTensors(let tensors): .optionalTensors(tensors.map { $0.map(operand) })
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

    /// What stands for a tensor; one that nobody has seen becomes a constant.
    private func operand(for tensor: Tensor) -> Graph.Operand {
        if let known = tensor.identity.flatMap({ operands[$0] }) { return known }
        let path = "\(Graph.constantPrefix)\(constantCount)"
        constantCount += 1
        weights[path] = tensor
        seen.append(tensor)
        if let identity = tensor.identity { operands[identity] = .weight(path) }
        return .weight(path)
    }
}

/// Where operators that differ between training and evaluation take the flag.
private let trainingArguments = [
    "aten::batch_norm": 5, "aten::dropout": 2, "aten::feature_dropout": 2,
    "aten::alpha_dropout": 2, "aten::instance_norm": 5, "aten::rrelu": 3,
]

extension Value {
    /// The tensors in this value, lists laid out.
    var allTensors: [Tensor] {
        switch self {
        case .tensor(let tensor): [tensor]
        case .tensors(let tensors): tensors
        case .optionalTensors(let tensors): tensors.compactMap { $0 }
        default: []
        }
    }
}
