/// A key of a `config.json`.
struct ConfigurationKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(_ name: String) { stringValue = name }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

/// The keys and values of a JSON object whose other keys nobody minds.
struct ConfigurationValues {
    private let container: KeyedDecodingContainer<ConfigurationKey>

    init(_ decoder: any Decoder) throws {
        container = try decoder.container(keyedBy: ConfigurationKey.self)
    }

    func has(_ key: String) -> Bool { container.contains(ConfigurationKey(key)) }

    /// The value of a key; `nil` where there is none, or `null`.
    ///
    /// - Throws: `TextError.invalidValue` for a value of another type.
    func optional<Value: Decodable>(
        _ type: Value.Type, _ key: String
    ) throws(TextError) -> Value? {
        do {
            return try container.decodeIfPresent(type, forKey: ConfigurationKey(key))
        } catch {
            throw .invalidValue(
                key: key, found: "something else", expected: Self.word(for: type))
        }
    }

    func required<Value: Decodable>(
        _ type: Value.Type, _ key: String
    ) throws(TextError) -> Value {
        guard let value = try optional(type, key) else {
            throw .invalidValue(key: key, found: "missing", expected: Self.word(for: type))
        }
        return value
    }

    /// Overwrites `value` where the key is there.
    func read<Value: Decodable>(_ key: String, into value: inout Value) throws(TextError) {
        if let found = try optional(Value.self, key) { value = found }
    }

    private static func word(for type: any Any.Type) -> String {
        switch type {
        case is Int.Type: "a whole number"
        case is Double.Type: "a number"
        case is Bool.Type: "true or false"
        case is String.Type: "a text"
        case is [String: String].Type: "an object of texts"
        default: "a list"
        }
    }
}
