import Foundation
import Torch

/// Tensors by name, as the scripts of fixtures list them.
struct NamedTensors: Decodable {
    struct Listed: Decodable {
        var type: String
        var shape: [Int]
        var elements: [Number]

        var tensor: Tensor {
            get throws {
                if type == "int64" {
                    return try Tensor(elements.map { Int64($0.value) }, shape: shape)
                }
                return try Tensor(elements.map(\.value), shape: shape).to(scalarType)
            }
        }

        private var scalarType: ScalarType {
            switch type {
            case "float16": .float16
            case "float32": .float32
            case "int32": .int32
            case "uint8": .uint8
            case "int8": .int8
            case "bool": .bool
            default: .float64
            }
        }
    }

    /// A number, or a truth value as 0 or 1.
    struct Number: Decodable {
        var value: Double

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let flag = try? container.decode(Bool.self) {
                value = flag ? 1 : 0
            } else {
                value = try container.decode(Double.self)
            }
        }
    }

    var inputs: [String: Listed]
    var outputs: [String: Listed]

    init(_ file: URL) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: file))
    }

    /// A file that lists several.
    static func list(_ file: URL) throws -> [NamedTensors] {
        try JSONDecoder().decode([Self].self, from: Data(contentsOf: file))
    }
}
