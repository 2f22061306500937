import Foundation
import Yams

/// What there is to tell of a method of the catalog, for lists and documentation.
public struct MethodDescription: Codable, Sendable, Equatable {
    public var name: String
    public var summary: String
    public var paper: Paper
    /// What the method has to be given beside the student's logits: `teacher`, `labels`, `taps`.
    public var needs: [String]
    public var options: [Option]

    /// An option as recipes spell it, and its default as YAML; nil where it is left open.
    public struct Option: Codable, Sendable, Equatable {
        public var key: String
        public var value: String?
    }

    init<M: Method>(of type: M.Type) throws {
        name = M.kind
        summary = M.summary
        paper = M.paper
        let standard = M()
        needs = standard.needs.names
        var tree = try Yams.compose(yaml: YAMLEncoder().encode(standard))
        tree?.writeNumbersPlainly()
        options = try M.options.map { option in
            guard let node = tree?.mapping?[Node(option.key)] else {
                return Option(key: option.key, value: nil)
            }
            let text = try node.scalar?.string ?? Yams.serialize(node: node.inFlowStyle())
            return Option(
                key: option.key, value: text.trimmingCharacters(in: .whitespacesAndNewlines))
        }
    }
}

extension MethodCatalog {
    /// All methods with their needs and defaults, in the catalog's order.
    public var descriptions: [MethodDescription] {
        get throws { try types.map { try $0.describe() } }
    }
}

extension Method {
    fileprivate static func describe() throws -> MethodDescription { try .init(of: Self.self) }
}

extension Node {
    /// The node on one line: `[layer1, layer2]`.
    fileprivate func inFlowStyle() -> Node {
        switch self {
        case .sequence(var sequence):
            sequence.style = .flow
            return .sequence(sequence)
        case .mapping(var mapping):
            mapping.style = .flow
            return .mapping(mapping)
        case .scalar, .alias: return self
        }
    }
}
