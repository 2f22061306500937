import Yams

extension Node {
    /// The encoder writes 0.9 as 9e-1 and 4 as 4e+0; people do not.
    mutating func writeNumbersPlainly() {
        switch self {
        case .scalar(var scalar):
            guard scalar.style != .singleQuoted, scalar.style != .doubleQuoted,
                scalar.string.contains("e"), let number = Double(scalar.string), number.isFinite
            else { return }
            scalar.string = Int(exactly: number).map(String.init) ?? "\(number)"
            self = .scalar(scalar)
        case .sequence(var sequence):
            for index in sequence.indices { sequence[index].writeNumbersPlainly() }
            self = .sequence(sequence)
        case .mapping(let mapping):
            self = .mapping(
                Mapping(
                    mapping.map { key, value in
                        var value = value
                        value.writeNumbersPlainly()
                        return (key, value)
                    }, mapping.tag, mapping.style))
        case .alias: return
        }
    }
}
