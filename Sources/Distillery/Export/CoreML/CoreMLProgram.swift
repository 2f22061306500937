import SwiftProtobuf
import Torch

/// A Core ML program while it is put together, operation by operation.
///
/// Numbers and short lists are constants of their own, each stated once; long ones go to the file of weights.
final class CoreMLProgram {
    /// The operators that are used: those of iOS 16 and macOS 13.
    static let opset = "CoreML6"
    static let specificationVersion: Int32 = 7

    /// In what the program computes.
    let floating: MILDataType
    /// Whether large weights are stated in 8 bits.
    let quantizes: Bool
    /// Below this many elements 8 bits gain nothing.
    private static let fewestQuantized = 512
    private(set) var blobs = CoreMLBlobs()
    private var operations: [MILOperation] = []
    private var names: Set<String> = []
    private var constants: [String: CoreMLVariable] = [:]
    private var weights: [String: CoreMLVariable] = [:]

    init(precision: CoreMLPrecision, reserving names: [String]) {
        floating = precision == .float32 ? .float32 : .float16
        quantizes = precision == .int8
        self.names = Set(names)
    }

    // MARK: Operations

    /// Adds an operation with one result.
    func add(
        _ operation: String, _ inputs: KeyValuePairs<String, CoreMLArgument>, type: MILDataType,
        shape: [Int?], named wish: String = ""
    ) -> CoreMLVariable {
        let name = freeName(wish.isEmpty ? operation : wish)
        let result = CoreMLVariable(name: name, type: type, shape: shape)
        add(operation, inputs, results: [result])
        return result
    }

    /// Adds an operation whose results have names of the caller's.
    func add(
        _ operation: String, _ inputs: KeyValuePairs<String, CoreMLArgument>,
        results: [CoreMLVariable]
    ) {
        add(operation, inputs, results: results.map(\.named))
    }

    func add(
        _ operation: String, _ inputs: KeyValuePairs<String, CoreMLArgument>,
        values: [String: MILValue] = [:], results: [MILNamedValueType]
    ) {
        var stated = MILOperation()
        stated.type = operation
        for (parameter, argument) in inputs {
            let variables = variables(argument, "\(results[0].name)_\(parameter)")
            guard !variables.isEmpty else { continue }
            stated.inputs[parameter] = .with {
                $0.arguments = variables.map { variable in .with { $0.name = variable.name } }
            }
        }
        for (parameter, value) in values {
            stated.inputs[parameter] = .with { $0.arguments = [.with { $0.value = value }] }
        }
        stated.attributes["name"] = .text(results[0].name)
        stated.outputs = results
        operations.append(stated)
    }

    /// A name that nothing else has.
    func freeName(_ wish: String) -> String {
        let plain = CoreMLNames.identifier(from: wish)
        var name = plain
        var number = 1
        while !names.insert(name).inserted {
            number += 1
            name = "\(plain)_\(number)"
        }
        return name
    }

    /// The function of all operations that the outputs need.
    func function(inputs: [CoreMLVariable], outputs: [String]) -> MILFunction {
        var needed = Set(outputs)
        var kept: [MILOperation] = []
        for operation in operations.reversed()
        where operation.outputs.contains(where: { needed.contains($0.name) }) {
            for argument in operation.inputs.values {
                needed.formUnion(argument.arguments.map(\.name))
            }
            kept.append(operation)
        }
        return .with {
            $0.inputs = inputs.filter { needed.contains($0.name) }.map(\.named)
            $0.opset = Self.opset
            $0.blockSpecializations[Self.opset] = .with {
                $0.operations = kept.reversed()
                $0.outputs = outputs
            }
        }
    }

    // MARK: Constants

    /// A weight of the graph, in the type that the program computes in; of whole numbers, `int32`.
    func weight(_ tensor: Tensor, named path: String) throws -> CoreMLVariable {
        if let known = weights[path] { return known }
        let variable = try constant(tensor, named: path)
        weights[path] = variable
        return variable
    }

    /// A weight as `weight(_:named:)` gives it, from 8 bits where it is large enough to matter.
    ///
    /// - Parameter type: in what it is computed with, where that is not as elsewhere.
    func matrix(
        _ tensor: Tensor, named path: String, type: MILDataType? = nil
    ) throws -> CoreMLVariable {
        let type = type ?? floating
        let key = "\(path) as \(type)"
        if let known = weights[key] { return known }
        let variable =
            if quantizes, tensor.rank >= 2, tensor.elementCount >= Self.fewestQuantized,
                tensor.scalarType.isFloatingPoint
            {
                try expanded(
                    QuantisedRows(tensor.detached().to(Device.cpu)), named: path, type: type)
            } else if type == floating {
                try weight(tensor, named: path)
            } else {
                try widened(tensor, named: path)
            }
        weights[key] = variable
        return variable
    }

    /// A tensor that belongs to the computation.
    func constant(_ tensor: Tensor, named wish: String) throws -> CoreMLVariable {
        state(try value(of: CoreMLNumbers.stated(tensor, floating: floating)), named: wish)
    }

    private func expanded(
        _ rows: QuantisedRows, named path: String, type: MILDataType
    ) throws -> CoreMLVariable {
        let shape = rows.numbers.shape
        let scales = try CoreMLNumbers.stated(rows.scales, floating: type)
        return state(
            "constexpr_affine_dequantize",
            [
                "quantized_data": .blob(at: blobs.add(rows.numbers), .int8, shape: shape),
                "scale": try value(of: scales), "zero_point": .bytes([0], .int8, shape: []),
                "axis": .integers([0], shape: []),
            ], type: .tensor(type, shape), named: path)
    }

    /// A weight that is kept in `float16` and computed with in `float32`.
    private func widened(_ tensor: Tensor, named path: String) throws -> CoreMLVariable {
        let kept = try CoreMLNumbers.stated(tensor, floating: .float16)
        return state(
            "constexpr_cast",
            ["source_val": try value(of: kept), "output_dtype": .text("fp32")],
            type: .tensor(.float32, tensor.shape), named: path)
    }

    private func value(of tensor: Tensor) throws -> MILValue {
        let shape = tensor.shape
        switch tensor.scalarType {
        case .bool:
            return .flags(try tensor.to(.uint8).bytes().map { $0 != 0 }, shape: shape)
        case .int32:
            return .integers(try tensor.elements(as: Int32.self).map(Int.init), shape: shape)
        case let type where tensor.elementCount >= 10:
            let stated: MILDataType = type == .float16 ? .float16 : .float32
            return .blob(at: blobs.add(tensor), stated, shape: shape)
        case .float16: return .bytes(try tensor.bytes(), .float16, shape: shape)
        default: return .floats(try tensor.floats(), shape: shape)
        }
    }

    private func variables(_ argument: CoreMLArgument, _ name: String) -> [CoreMLVariable] {
        switch argument {
        case .variable(let variable): [variable]
        case .variables(let variables): variables
        case .absent: []
        case .integer(let number): [shared("\(number)", .integers([number], shape: []), name)]
        case .integers(let numbers):
            [shared("\(numbers)", .integers(numbers, shape: [numbers.count]), name)]
        case .flag(let flag): [shared("\(flag)", .flags([flag], shape: []), name)]
        case .flags(let flags):
            [shared("\(flags)", .flags(flags, shape: [flags.count]), name)]
        case .text(let text): [shared("\"\(text)\"", .text(text), name)]
        case .real(let number, let type):
            [shared("\(type) \(number)", CoreMLNumbers.scalar(number, type), name)]
        }
    }

    private func shared(_ key: String, _ value: MILValue, _ name: String) -> CoreMLVariable {
        if let known = constants[key] { return known }
        let constant = state(value, named: name)
        constants[key] = constant
        return constant
    }

    private func state(_ value: MILValue, named wish: String) -> CoreMLVariable {
        state("const", ["val": value], type: value.type, named: wish)
    }

    /// Adds an operation that states a constant.
    private func state(
        _ operation: String, _ values: [String: MILValue], type: MILValueType, named wish: String
    ) -> CoreMLVariable {
        let result = CoreMLVariable(
            name: freeName(wish), type: type.tensorType.dataType,
            shape: type.tensorType.dimensions.map { Int($0.constant.size) })
        var stated = MILOperation()
        stated.type = operation
        stated.attributes = values
        stated.attributes["name"] = .text(result.name)
        stated.outputs = [result.named]
        operations.append(stated)
        return result
    }
}
