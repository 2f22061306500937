import Foundation
import Yams

extension AnyMethod {
    /// The method with all its options in one line of YAML: `{kind: kd, temperature: 4, alpha: 0.9}`.
    func yaml() throws -> String {
        guard var node = try Yams.compose(yaml: YAMLEncoder().encode(self)) else { return "" }
        node.writeNumbersPlainly()
        node.mapping?.style = .flow
        return try Yams.serialize(node: node, width: -1, allowUnicode: true)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
