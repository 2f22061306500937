/// Why a forward pass could not be recorded, or a graph not be run.
public enum GraphError: Error, Sendable, Equatable {
    /// An operator changed a parameter or buffer: a side effect, which a graph does not have.
    case writesState(operation: String, path: String)
    /// An operator ran as in training (random, or updating statistics).
    case trainingMode(operation: String, scope: String)
    /// An operator changed a tensor in place and has no form that leaves it alone.
    case inPlace(operation: String, scope: String)
    /// A tensor was used after a view that shares its memory had been changed in place.
    case changedThroughView(operation: String, scope: String)
    /// An operator wrote into a tensor given as `out`.
    case writesOutput(operation: String, scope: String)
    /// An output does not depend on any input.
    case independentOutput(index: Int)
    /// A graph with these numbers of inputs and outputs was to become a layer, which has one each.
    case notALayer(inputs: Int, outputs: Int)
    /// A node refers to a value or a weight that the graph does not have (before that node).
    case undefined(operand: String, operation: String)
}

extension GraphError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .writesState(let operation, let path):
            """
            \(operation) changes '\(path)' during the forward pass; a graph has no side effects: \
            make the change outside of forward, or only while training
            """
        case .trainingMode(let operation, let scope):
            """
            \(operation)\(place(scope)) ran as in training although the module was set to \
            evaluation; make the layer conform to ModeDependent
            """
        case .inPlace(let operation, let scope):
            """
            \(operation)\(place(scope)) changes its input and this libtorch has no form of it that \
            does not; use an operator that makes a new tensor
            """
        case .changedThroughView(let operation, let scope):
            """
            \(operation)\(place(scope)) uses a tensor whose memory was changed in place through a \
            view of it; make the change with an operator that makes a new tensor
            """
        case .writesOutput(let operation, let scope):
            """
            \(operation)\(place(scope)) writes into a tensor that it was given; use the form that \
            makes a new tensor
            """
        case .independentOutput(let index):
            """
            output \(index) does not depend on the inputs: it was computed outside the operators' \
            door, or forward returns a constant
            """
        case .notALayer(let inputs, let outputs):
            """
            a layer takes one tensor and gives one; this graph takes \(inputs) and gives \(outputs): \
            use CompiledGraph
            """
        case .undefined(let operand, let operation):
            "\(operation) takes \(operand), which the graph does not have at that point"
        }
    }

    private func place(_ scope: String) -> String { scope.isEmpty ? "" : " in '\(scope)'" }
}
