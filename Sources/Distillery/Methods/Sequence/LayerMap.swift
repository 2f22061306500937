import Torch

/// Which layer of the teacher a layer of the student learns from: `last`, `uniform`, or pairs.
public enum LayerMap: Sendable, Equatable {
    /// The last layer from the last.
    case last
    /// Layer m of the student's M from the teacher's m · N / M, rounded up, both counted from 1
    /// (Jiao et al., 2020).
    case uniform
    /// These, `[student, teacher]`, counted from 0.
    case pairs([[Int]])

    private static let names = ["last", "uniform"]

    /// The pairs of layers, counted from 0, of networks with so many.
    ///
    /// - Throws: `MethodError.unsuitable` where a network lacks a layer that is named.
    func pairs(
        student: Int, teacher: Int, for method: String
    ) throws(MethodError) -> [(student: Int, teacher: Int)] {
        switch self {
        case .last: return [(student - 1, teacher - 1)]
        case .uniform:
            return (0..<student).map { ($0, (($0 + 1) * teacher + student - 1) / student - 1) }
        case .pairs(let pairs):
            for pair in pairs {
                for (role, layer, count) in [
                    ("student", pair[0], student), ("teacher", pair[1], teacher),
                ]
                where layer >= count {
                    throw .unsuitable(
                        method: method,
                        reason:
                            "'layers' names layer \(layer) of the \(role), which has layers 0 to "
                            + "\(count - 1)")
                }
            }
            return pairs.map { ($0[0], $0[1]) }
        }
    }
}

extension LayerMap: Codable {
    public init(from decoder: any Decoder) throws {
        let path = keyPath(decoder.codingPath)
        let container = try decoder.singleValueContainer()
        if let name = try? container.decode(String.self) {
            switch name {
            case "last": self = .last
            case "uniform": self = .uniform
            default:
                throw RecipeError.unknownName(
                    path: path, name: name, nearest: nearestName(to: name, in: Self.names),
                    known: Self.names)
            }
            return
        }
        let pairs = (try? container.decode([[Int]].self)) ?? []
        guard !pairs.isEmpty, Set(pairs).count == pairs.count,
            pairs.allSatisfy({ $0.count == 2 && $0.allSatisfy { $0 >= 0 } })
        else {
            throw RecipeError.invalidValue(
                path: path, found: "\(pairs)",
                expected: "last, uniform, or pairs of layers counted from 0: [[0, 1], [1, 3]]")
        }
        self = .pairs(pairs)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .last: try container.encode("last")
        case .uniform: try container.encode("uniform")
        case .pairs(let pairs): try container.encode(pairs)
        }
    }
}
