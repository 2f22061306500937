import Foundation
import Torch

/// The walk over a file's nodes that puts its graph together.
struct OnnxImport {
    private let file: OnnxFile
    private let builder = GraphBuilder()
    private var values: [String: Graph.Operand] = [:]

    /// The graph of a file from inputs like the examples to one of its outputs.
    ///
    /// - Parameters:
    ///   - examples: one for each of the file's inputs, in their order.
    ///   - output: the name of the output.
    static func graph(of file: OnnxFile, examples: [Tensor], output: String) throws -> Graph {
        var walk = OnnxImport(file: file)
        for (input, example) in zip(file.inputs, examples) {
            walk.values[input.name] = walk.builder.input(example)
        }
        try walk.takeWeights()
        for node in file.graph.node { try walk.take(node) }
        guard let result = walk.values[output] else {
            throw OnnxError.output(
                file: file.url.path, found: "no value '\(output)'", expected: "one of that name")
        }
        return try walk.builder.finish(outputs: [result])
    }

    private init(file: OnnxFile) { self.file = file }

    private mutating func takeWeights() throws {
        for proto in file.graph.initializer {
            let tensor = try file.tensor(proto)
            values[proto.name] =
                tensor.scalarType.isFloatingPoint
                ? builder.weight(tensor, named: proto.name) : builder.constant(tensor)
        }
    }

    private mutating func take(_ node: OnnxNodeProto) throws {
        let operation = file.operatorName(of: node)
        let place = node.name.isEmpty ? node.output.first ?? "" : node.name
        func failed(_ reason: String) -> OnnxError {
            .node(file: file.url.path, name: operation, node: place, reason: reason)
        }
        guard let conversion = OnnxOperators.all[operation] else {
            throw OnnxError.unknownOperator(
                file: file.url.path, name: operation, node: place)
        }
        let inputs = try node.input.map { name -> Graph.Operand? in
            if name.isEmpty { return nil }
            guard let operand = values[name] else {
                throw failed("its input '\(name)' is made by no earlier node")
            }
            return operand
        }
        do {
            let call = OnnxCall(file: file, node: node, builder: builder, inputs: inputs)
            for (name, result) in zip(node.output, try conversion(call)) {
                values[name] = result
            }
        } catch let problem as OnnxProblem {
            throw failed(problem.reason)
        } catch let error as OnnxError {
            throw error
        } catch {
            throw failed("\(error)")
        }
    }
}
