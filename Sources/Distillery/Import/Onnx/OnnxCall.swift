import Foundation
import Torch

/// One node of a file while it becomes calls of the engine: what it is given, and what it states.
struct OnnxCall {
    let file: OnnxFile
    let node: OnnxNodeProto
    let builder: GraphBuilder
    /// In the node's order; nil for those that it leaves out.
    let inputs: [Graph.Operand?]

    /// The version of the operators.
    var version: Int { file.version }

    // MARK: What it is given

    func input(_ index: Int) throws -> Graph.Operand {
        guard let operand = optional(index) else { throw OnnxProblem("input \(index) is missing") }
        return operand
    }

    func optional(_ index: Int) -> Graph.Operand? {
        inputs.indices.contains(index) ? inputs[index] : nil
    }

    func tensor(_ index: Int) throws -> Graph.Argument { .tensor(try input(index)) }

    /// A tensor that may be absent.
    func optionalTensor(_ index: Int) -> Graph.Argument {
        optional(index).map(Graph.Argument.tensor) ?? .none
    }

    /// An input as it is for the examples.
    func example(_ index: Int) throws -> Tensor { try builder.example(of: input(index)) }

    func rank(_ index: Int) throws -> Int { try example(index).rank }

    /// The whole numbers of an input that the file itself holds; nil where it has no such input.
    func constants(_ index: Int) throws -> [Int]? {
        guard let operand = optional(index) else { return nil }
        guard operand.weight != nil else {
            throw OnnxProblem("input \(index) is computed; only a constant is read there")
        }
        return try builder.example(of: operand).to(.int64).elements(as: Int64.self).map(Int.init)
    }

    /// The number that an input holds, if the file itself does.
    func constantNumber(_ index: Int) throws -> Double? {
        guard let operand = optional(index), operand.weight != nil else { return nil }
        let tensor = try builder.example(of: operand)
        return tensor.elementCount == 1 ? try tensor.item() : nil
    }

    /// Whole numbers that stand in an attribute in older versions, and in an input in newer ones.
    func integers(_ name: String, orInput index: Int) throws -> [Int]? {
        try integers(name) ?? constants(index)
    }

    // MARK: What it states

    func attribute(_ name: String) -> OnnxAttributeProto? {
        node.attribute.first { $0.name == name }
    }

    func integers(_ name: String) -> [Int]? { attribute(name)?.ints.map { Int($0) } }

    func integer(_ name: String) -> Int? { attribute(name).map { Int($0.i) } }

    func integer(_ name: String, _ usual: Int) -> Int { integer(name) ?? usual }

    func flag(_ name: String, _ usual: Bool = false) -> Bool { integer(name, usual ? 1 : 0) != 0 }

    func real(_ name: String, _ usual: Double) -> Double {
        attribute(name).map { Double($0.f) } ?? usual
    }

    func text(_ name: String, _ usual: String) -> String {
        attribute(name).map { String(decoding: $0.s, as: UTF8.self) } ?? usual
    }

    // MARK: What it becomes

    /// Adds a call of an operator with one result, named as `mean.dim`.
    func callAsFunction(_ name: String, _ arguments: Graph.Argument...) throws -> Graph.Operand {
        guard let result = try results(of: name, arguments).first else {
            throw OnnxProblem("\(name) gave nothing")
        }
        return result
    }

    /// Adds a call of an operator with several results.
    func results(of name: String, _ arguments: [Graph.Argument]) throws -> [Graph.Operand] {
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        let operation = Operator("aten::\(parts[0])", overload: parts.count > 1 ? parts[1] : "")
        return try builder.call(operation, arguments, scope: node.name)
    }

    /// A tensor of whole numbers.
    func constant(_ numbers: [Int]) throws -> Graph.Operand {
        builder.constant(try Tensor(numbers.map(Int64.init)))
    }

    /// The sizes of a value as it is when the graph runs, `int64` on the CPU.
    func shape(of operand: Graph.Operand) throws -> Graph.Operand {
        try self("_shape_as_tensor", .tensor(operand))
    }

    /// What a tensor holds, as sizes: at once where the file holds it, else when the graph runs.
    func sizes(_ operand: Graph.Operand) throws -> Graph.Argument {
        let numbers = try builder.example(of: operand).to(.int64).elements(as: Int64.self)
        try requireMemory(numbers.map(Int.init))
        return operand.weight == nil ? .sizes(operand) : .integers(numbers.map(Int.init))
    }

    /// One number that a tensor holds, likewise.
    func size(_ operand: Graph.Operand, _ place: Int = 0) throws -> Graph.Argument {
        if operand.weight == nil { return .size(operand, place) }
        let numbers = try builder.example(of: operand).to(.int64).elements(as: Int64.self)
        guard numbers.indices.contains(place) else {
            throw OnnxProblem("it takes \(place + 1) numbers, \(numbers.count) are there")
        }
        return .integer(Int(numbers[place]))
    }

    /// Refuses what a file asks for beyond anything that a network has: 2²⁸ elements.
    func requireMemory(_ sizes: [Int]) throws {
        var product = 1
        for size in sizes {
            let (next, isOverflow) = product.multipliedReportingOverflow(by: max(abs(size), 1))
            guard !isOverflow, next <= 1 << 28 else {
                throw OnnxProblem("a tensor of \(sizes) is more than is read (2²⁸ elements)")
            }
            product = next
        }
    }
}
