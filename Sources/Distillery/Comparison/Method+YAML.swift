import Foundation
import Yams

extension Method {
    /// The method with all its options in one line of YAML: `{kind: kd, temperature: 4, alpha: 0.9}`.
    func yaml() throws -> String {
        guard var node = try Yams.compose(yaml: YAMLEncoder().encode(ComparedMethod(self))) else {
            return ""
        }
        node.writeNumbersPlainly()
        let values = node.mapping?.values.first
        guard var own = values else { return "" }
        own.writeInOneLine()
        return try Yams.serialize(node: own, width: -1, allowUnicode: true)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

extension Node {
    /// Gives all lists and mappings the form that stands in one line.
    mutating func writeInOneLine() {
        switch self {
        case .scalar, .alias: return
        case .sequence(let sequence):
            self = Node(
                sequence.map { $0.inOneLine }, sequence.tag, .flow)
        case .mapping(let mapping):
            self = Node(
                mapping.map { ($0.key, $0.value.inOneLine) }, mapping.tag, .flow)
        }
    }

    private var inOneLine: Node {
        var node = self
        node.writeInOneLine()
        return node
    }
}
