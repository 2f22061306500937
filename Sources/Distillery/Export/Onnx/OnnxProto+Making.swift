import Foundation
import SwiftProtobuf
import Torch

extension ScalarType {
    /// The number that ONNX has for the element type.
    var onnx: Int {
        switch self {
        case .float32: 1
        case .uint8: 2
        case .int8: 3
        case .int16: 5
        case .int32: 6
        case .int64: 7
        case .bool: 9
        case .float16: 10
        case .float64: 11
        case .bfloat16: 16
        }
    }
}

extension OnnxTensorProto {
    /// A tensor with its elements in the file itself, little-endian and row-major.
    init(_ tensor: Tensor, name: String) throws {
        self.init()
        self.name = name
        dims = tensor.shape.map(Int64.init)
        dataType = Int32(tensor.scalarType.onnx)
        rawData = try tensor.rawElements()
    }
}

extension Tensor {
    /// The elements' bytes, row-major.
    func rawElements() throws -> Data {
        Data(try bytes())
    }
}

extension OnnxAttributeProto {
    static func integer(_ name: String, _ number: Int) -> Self {
        .with {
            ($0.name, $0.type, $0.i) = (name, .int, Int64(number))
        }
    }

    static func real(_ name: String, _ number: Double) -> Self {
        .with { ($0.name, $0.type, $0.f) = (name, .float, Float(number)) }
    }

    static func text(_ name: String, _ text: String) -> Self {
        .with { ($0.name, $0.type, $0.s) = (name, .string, Data(text.utf8)) }
    }

    static func integers(_ name: String, _ numbers: [Int]) -> Self {
        .with { ($0.name, $0.type, $0.ints) = (name, .ints, numbers.map(Int64.init)) }
    }

    static func tensor(_ name: String, _ tensor: Tensor) throws -> Self {
        let proto = try OnnxTensorProto(tensor, name: "")
        return .with { ($0.name, $0.type, $0.t) = (name, .tensor, proto) }
    }
}

extension OnnxValueInfoProto {
    /// A value that goes in or comes out; nil among its sizes is replaced by a name of `open`.
    init(_ name: String, _ type: ScalarType, sizes: [OnnxSize]) {
        self.init()
        self.name = name
        self.type.tensorType.elemType = Int32(type.onnx)
        self.type.tensorType.shape.dim = sizes.map { size in
            .with {
                switch size {
                case .fixed(let count): $0.dimValue = Int64(count)
                case .open(let name): $0.dimParam = name
                }
            }
        }
    }
}

/// A size of an input or output.
enum OnnxSize: Sendable, Hashable {
    case fixed(Int)
    /// One that every call chooses anew, by its name, as `batch`.
    case open(String)
}
