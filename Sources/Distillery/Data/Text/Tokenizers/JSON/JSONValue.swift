/// JSON as it stands in a tokenizer's files: members keep their order and their spelling.
///
/// Foundation's dictionaries would take "é" in its two spellings for one key, and a vocabulary has both.
enum JSONValue: Sendable {
    struct Member: Sendable {
        var key: String
        var value: JSONValue
    }

    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// The kind of value, for messages.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let value): "the number \(value)"
        case .string(let value): "the text '\(value.prefix(60))'"
        case .array(let values): "a list of \(values.count)"
        case .object: "an object"
        }
    }
}

extension JSONValue {
    /// An object of the members that are given.
    static func object(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
        .object(members.map { Member(key: $0.key, value: $0.value) })
    }

    static func number(_ value: Int) -> JSONValue { .number(Double(value)) }
}
