import Foundation
import Torch

@testable import Distillery

/// Losses of methods with networks of their own: `Fixtures/methods/golden/losses`, tensors by name.
struct GoldenLoss: Decodable {
    var kind: String
    var cases: [Case]

    struct Case: Decodable, CustomStringConvertible {
        var name: String
        var method: AnyMethod?
        var labels: [Int64]?
        var partners: [Int64]?
        var shares: [Double]?
        var network: Int?
        var tensors: [String: GoldenFixture.Numbers]
        var loss: Double
        var gradients: [String: [Double]]

        var description: String { name }

        /// The tensors as leaves that take gradients.
        func leaves() throws -> [String: Tensor] {
            try tensors.mapValues { try $0.tensor().requireGradient() }
        }
    }

    static let kinds = ["be-your-own-teacher", "data-free", "labels", "mutual"]

    init(_ kind: String) throws {
        let file = GoldenFixture.folder.appending(path: "losses/\(kind).json")
        self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: file))
    }
}

extension [String: Tensor] {
    /// The tensors `prefix.0`, `prefix.1` … in their order.
    func numbered(_ prefix: String) -> [Tensor] {
        (0..<count).compactMap { self["\(prefix).\($0)"] }
    }

    func named(_ name: String) throws -> Tensor {
        guard let tensor = self[name] else { throw MissingTensor(name: name) }
        return tensor
    }
}

struct MissingTensor: Error { var name: String }
