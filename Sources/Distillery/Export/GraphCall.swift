import Torch

/// One call of a graph while it becomes what a format has for it: its arguments, by their places in the
/// operator's schema.
struct GraphCall {
    let graph: Graph
    let node: Graph.Node
    /// The format's name, for messages.
    let format: String

    /// The operator without its overload and namespace, as `conv2d`.
    var name: String { String(node.operation.name.split(separator: ":").last ?? "") }

    // MARK: Tensors

    func operand(_ index: Int) throws -> Graph.Operand {
        guard let operand = node.argument(index).operand else {
            throw refusal("argument \(index) is no tensor")
        }
        return operand
    }

    /// A tensor that may be absent.
    func optionalOperand(_ index: Int) -> Graph.Operand? { node.argument(index).operand }

    /// A list of tensors.
    func operands(_ index: Int) throws -> [Graph.Operand] {
        guard case .tensors(let operands) = node.argument(index) else {
            throw refusal("argument \(index) is no list of tensors")
        }
        return operands
    }

    /// Shape and element type as they were when the graph was recorded.
    func type(of operand: Graph.Operand) throws -> Graph.TensorType {
        guard let type = graph.type(of: operand) else { throw refusal("\(operand) has no type") }
        return type
    }

    func shape(_ index: Int) throws -> [Int] { try type(of: operand(index)).shape }
    func rank(_ index: Int) throws -> Int { try shape(index).count }

    /// The type of a result.
    func resultType(_ index: Int = 0) throws -> Graph.TensorType {
        guard node.results.indices.contains(index), let type = graph.types[node.results[index]]
        else { throw refusal("it gives no result \(index)") }
        return type
    }

    // MARK: Numbers, which a call leaves out where they are as usual

    func integer(_ index: Int, _ usual: Int? = nil) throws -> Int {
        if case .integer(let number) = node.argument(index) { return number }
        return try usual ?? { throw refusal("argument \(index) is no whole number") }()
    }

    func real(_ index: Int, _ usual: Double? = nil) throws -> Double {
        switch node.argument(index) {
        case .real(let number): return number
        case .integer(let number): return Double(number)
        default: return try usual ?? { throw refusal("argument \(index) is no number") }()
        }
    }

    /// Whether the call leaves an argument out.
    func isAbsent(_ index: Int) -> Bool {
        [.none, .standard].contains(node.argument(index))
    }

    /// A number that may be absent.
    func optionalReal(_ index: Int) -> Double? { try? real(index) }

    func flag(_ index: Int, _ usual: Bool = false) -> Bool {
        if case .bool(let flag) = node.argument(index) { return flag }
        return usual
    }

    func text(_ index: Int, _ usual: String) -> String {
        if case .string(let text) = node.argument(index) { return text }
        return usual
    }

    func integers(_ index: Int, _ usual: [Int]? = nil) throws -> [Int] {
        switch node.argument(index) {
        case .integers(let numbers): return numbers
        case .integer(let number): return [number]
        default: return try usual ?? { throw refusal("argument \(index) is no list") }()
        }
    }

    /// Whole numbers for so many dimensions: one stands for all, none at all for `usual`.
    func integers(_ index: Int, dimensions: Int, _ usual: [Int]) throws -> [Int] {
        let given = try integers(index, usual)
        let numbers = given.isEmpty ? usual : given
        return numbers.count == 1 ? Array(repeating: numbers[0], count: dimensions) : numbers
    }

    /// A dimension, counted from the front.
    func dimension(_ index: Int, of rank: Int, _ usual: Int? = nil) throws -> Int {
        try fromFront(integer(index, usual), of: rank)
    }

    func fromFront(_ dimension: Int, of rank: Int) -> Int {
        dimension < 0 ? dimension + rank : dimension
    }

    /// An error about this call.
    func refusal(_ reason: String) -> ExportError {
        .call(
            format: format, operation: node.operation.fullName, path: node.scope, reason: reason)
    }
}
