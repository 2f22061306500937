import Foundation
import Torch

@testable import Distillery

/// Weights and inputs from the closed formula of Fixtures/models/formula.py.
enum ModelFormula {
    private static let prime = 2_147_483_647
    private static let tile = 65_521
    private static let remainder = Operator("aten::remainder", overload: "Scalar")
    private static let multiply = Operator("aten::mul", overload: "Scalar")
    private static let add = Operator("aten::add", overload: "Scalar")
    private static let repeated = Operator("aten::repeat")

    /// `count` numbers in [-0.5, 0.5), the same on every machine.
    static func uniform(_ count: Int, position: Int) throws -> Tensor {
        let numbers = try exact(min(count, tile), position: position).to(.float32)
        guard count > tile else { return numbers }
        return try repeated(numbers, .integers([(count + tile - 1) / tile]))
            .slice(dimension: 0, to: count)
    }

    /// The same in double precision, and without repetition.
    static func exact(_ count: Int, position: Int) throws -> Tensor {
        let index = try Tensor.arange(to: count)
        let offset = position * 40_503 + 12_345
        var x = try add(multiply(index, 48_271), .integer(offset))
        x = try remainder(x, .integer(prime))
        x = try remainder(x * x, .integer(prime))
        x = try remainder(add(multiply(x, 48_271), 1), .integer(prime))
        x = try remainder(x * x, .integer(prime))
        return try x.to(.float64) / Double(prime) - 0.5
    }

    static func picture(_ configuration: ModelConfiguration) throws -> Tensor {
        let size = configuration.imageSize
        let shape = [2, configuration.channels, size.height, size.width]
        return try (uniform(shape.reduce(1, *), position: 99_991) * 2).reshaped(shape)
    }

    static func fill(_ model: any Classifier, variance: Double) throws {
        let state = model.state().sorted { $0.path < $1.path }
        try withoutGradients {
            for (position, (path, tensor)) in state.enumerated() {
                if path.hasSuffix("num_batches_tracked") { continue }
                let shape = tensor.shape
                let u = try uniform(tensor.elementCount, position: position).reshaped(shape)
                if path.hasSuffix("running_var") {
                    try tensor.copy(from: (u.absoluteValue() + 1) * variance)
                } else if path.hasSuffix("running_mean") || path.hasSuffix("bias") {
                    try tensor.copy(from: u * 0.1)
                } else if shape.count > 1 {
                    let fanIn = Double(shape.dropFirst().reduce(1, *))
                    try tensor.copy(from: u * (24 / fanIn).squareRoot())
                } else {
                    try tensor.copy(from: u * 0.1 + 1)
                }
            }
        }
    }

    /// 64-bit FNV-1a over the sorted names with their shapes.
    static func digest(_ model: any Classifier) -> String {
        var value: UInt64 = 0xcbf2_9ce4_8422_2325
        for (path, tensor) in model.state().sorted(by: { $0.path < $1.path }) {
            for byte in "\(path) \(tensor.shape)\n".utf8 {
                value = (value ^ UInt64(byte)) &* 0x100_0000_01b3
            }
        }
        let text = String(value, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}
