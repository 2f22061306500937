import Foundation
import SwiftProtobuf
import Torch

/// An ONNX graph while it is put together: its nodes, its tensors, and the names of all values.
final class OnnxBuilder {
    /// What real numbers are computed in: `float32` or `float16`.
    let real: ScalarType
    fileprivate(set) var nodes: [OnnxNodeProto] = []
    private(set) var tensors: [OnnxTensorProto] = []
    private var names: [Graph.Operand: String] = [:]
    private var taken: Set<String> = []
    private var constants: [Data: String] = [:]
    private var shared: [String: [String]] = [:]

    init(real: ScalarType) { self.real = real }

    // MARK: Names

    /// A name that nothing else has: `wanted`, or that with a number.
    func freeName(_ wanted: String) -> String {
        var name = wanted
        var number = 1
        while taken.contains(name) {
            number += 1
            name = "\(wanted)_\(number)"
        }
        taken.insert(name)
        return name
    }

    /// Gives a value its name.
    func name(_ operand: Graph.Operand, _ name: String) { names[operand] = name }

    /// The name of a value that was given one.
    func name(of operand: Graph.Operand) -> String? { names[operand] }

    // MARK: Nodes

    /// Adds a node and gives its outputs' names.
    ///
    /// - Parameters:
    ///   - inputs: names; nil where an input is left out.
    ///   - scope: what the node belongs to, which its name and those of its outputs begin with.
    @discardableResult
    func add(
        _ type: String, _ inputs: [String?], _ attributes: [OnnxAttributeProto] = [],
        outputs count: Int = 1, scope: String
    ) -> [String] {
        let own = freeName(scope.isEmpty ? type : "\(scope)/\(type)")
        let outputs = (0..<count).map { count == 1 ? "\(own):0" : "\(own):\($0)" }
        taken.formUnion(outputs)
        nodes.append(
            .with {
                $0.opType = type
                $0.name = own
                $0.input = inputs.map { $0 ?? "" }
                $0.output = outputs
                $0.attribute = attributes
            })
        return outputs
    }

    /// The outputs that `make` gave the first time it was asked under this key.
    func once(_ key: String, _ make: () throws -> [String]) rethrows -> [String] {
        if let known = shared[key] { return known }
        let made = try make()
        shared[key] = made
        return made
    }

    // MARK: Tensors

    /// Adds a tensor under a name and gives the name that it has.
    func add(_ tensor: Tensor, named path: String) throws -> String {
        let name = freeName(path)
        tensors.append(try OnnxTensorProto(tensor, name: name))
        return name
    }

    /// A small tensor, which is there once however often it is asked for.
    func constant(_ tensor: Tensor, named name: String) throws -> String {
        let proto = try OnnxTensorProto(tensor, name: "")
        let key = try proto.serializedData()
        if let known = constants[key] { return known }
        let added = try add(tensor, named: name)
        constants[key] = added
        return added
    }

    /// Whole numbers in a row, as shapes and axes are.
    func constant(_ numbers: [Int]) throws -> String {
        let name = numbers.isEmpty ? "none" : numbers.map(String.init).joined(separator: "_")
        return try constant(Tensor(numbers.map(Int64.init)), named: "numbers_\(name)")
    }

    /// One whole number.
    func scalar(_ number: Int) throws -> String {
        try constant(Tensor(scalar: Int64(number)), named: "number_\(number)")
    }

    /// One number of a type; real ones are of the graph's own.
    func scalar(_ number: Double, _ type: ScalarType?) throws -> String {
        let type = own(type ?? .float32)
        return try constant(Tensor(scalar: number).to(type), named: "scalar_\(number)")
    }

    /// The type that stands here for one of the graph that is exported.
    func own(_ type: ScalarType) -> ScalarType { type == .float32 ? real : type }
}

extension OnnxBuilder {
    /// Gives an output of the last node another name.
    func rename(_ output: String, to name: String) {
        guard let last = nodes.indices.last,
            let place = nodes[last].output.firstIndex(of: output)
        else { return }
        nodes[last].output[place] = name
    }
}
