import Torch

/// Turns the calls of a graph into a Core ML program, one after the other.
struct CoreMLConversion {
    let program: CoreMLProgram
    let examples: CoreMLExamples
    private(set) var values: [Graph.ValueID: CoreMLVariable]

    init(
        program: CoreMLProgram, examples: CoreMLExamples,
        inputs: [Graph.ValueID: CoreMLVariable]
    ) {
        self.program = program
        self.examples = examples
        values = inputs
    }

    mutating func run() throws {
        for node in examples.graph.nodes { try convert(node) }
    }

    private mutating func convert(_ node: Graph.Node) throws {
        let given = GraphCall(graph: examples.graph, node: node, format: CoreMLExport.format)
        guard let conversion = CoreMLOperators.all[given.name] else {
            throw ExportError.unknownOperator(
                format: CoreMLExport.format, operation: node.operation.fullName, path: node.scope)
        }
        let call = CoreMLCall(
            given: given, program: program, examples: examples, values: values)
        let results = try conversion(call)
        for (value, result) in zip(node.results, results) { values[value] = result }
    }
}
