import Foundation
import Torch

/// Numbers that another program computed, from a JSON file below `Fixtures`:
/// `{name: {"shape": [...], "values": [...], "type": "float32"}}`.
struct Fixture {
    private struct Entry: Decodable {
        let shape: [Int]
        let values: [Double]
        let type: String?
    }

    private let entries: [String: Entry]

    /// - Parameter path: as `layers/linear`.
    init(_ path: String) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/\(path).json")
        entries = try JSONDecoder().decode([String: Entry].self, from: Data(contentsOf: file))
    }

    var names: [String] { entries.keys.sorted() }

    func has(_ name: String) -> Bool { entries[name] != nil }

    /// A new tensor with the numbers under `name`.
    subscript(name: String) -> Tensor {
        get throws {
            guard let entry = entries[name] else { throw Missing(name: name) }
            return switch entry.type {
            case "int64": try Tensor(entry.values.map { Int64($0) }, shape: entry.shape)
            case "bool": try Tensor(entry.values.map { $0 != 0 }, shape: entry.shape)
            case "float64": try Tensor(entry.values, shape: entry.shape)
            default: try Tensor(entry.values.map { Float($0) }, shape: entry.shape)
            }
        }
    }

    /// All tensors whose names begin with `prefix` and a dot, by the rest of their names.
    func tensors(under prefix: String) throws -> [String: Tensor] {
        var found: [String: Tensor] = [:]
        for name in entries.keys where name.hasPrefix(prefix + ".") {
            found[String(name.dropFirst(prefix.count + 1))] = try self[name]
        }
        return found
    }

    struct Missing: Error { let name: String }
}

/// The largest absolute difference of two tensors' elements; infinite when their shapes differ.
func difference(_ tensor: Tensor?, _ reference: Tensor) throws -> Double {
    guard let tensor, tensor.shape == reference.shape else { return .infinity }
    let first = try tensor.detached().to(.float64).elements(as: Double.self)
    let second = try reference.detached().to(.float64).elements(as: Double.self)
    return zip(first, second).reduce(0) { max($0, ($1.0 - $1.1).magnitude.nanAsInfinity) }
}

extension Double {
    fileprivate var nanAsInfinity: Double { isNaN ? .infinity : self }
}
