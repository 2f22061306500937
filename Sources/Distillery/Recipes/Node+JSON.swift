import Yams

extension Node {
    /// The JSON that this YAML stands for; a scalar is what YAML's own rules take it for.
    var json: JSONValue {
        switch self {
        case .sequence(let sequence): return .array(sequence.map(\.json))
        case .mapping(let mapping):
            return .object(
                mapping.map { .init(key: $0.key.string ?? "", value: $0.value.json) })
        case .scalar(let scalar):
            let tag = self.tag
            if tag == Tag(.null) { return .null }
            if tag == Tag(.bool), let truth = bool { return .bool(truth) }
            if tag == Tag(.int), let number = int { return .number(Double(number)) }
            if tag == Tag(.float), let number = float, number.isFinite { return .number(number) }
            return .string(scalar.string)
        case .alias: return .null
        }
    }
}
