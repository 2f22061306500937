import Yams

extension Node {
    /// A decoder looks keys up as they are written without quotation marks: `"0"` would not be found, and
    /// class names may well be numbers.
    mutating func writeKeysPlainly() {
        switch self {
        case .mapping(let mapping):
            self = .mapping(
                Mapping(
                    mapping.map { key, value in
                        var value = value
                        value.writeKeysPlainly()
                        return (key.scalar.map { Node($0.string) } ?? key, value)
                    }, mapping.tag, mapping.style))
        case .sequence(var sequence):
            for index in sequence.indices { sequence[index].writeKeysPlainly() }
            self = .sequence(sequence)
        case .scalar, .alias: return
        }
    }
}
