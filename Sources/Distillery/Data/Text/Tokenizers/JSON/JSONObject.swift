/// An object in a tokenizer's file, with the place where it stands, read key by key into types.
struct JSONObject {
    let place: String
    private let members: [JSONValue.Member]

    /// Fails where `value` is no object.
    init(_ value: JSONValue, place: String) throws(TokenizerError) {
        guard case .object(let members) = value else {
            throw .malformed(place: place, found: value.kind, expected: "an object")
        }
        self.members = members
        self.place = place
    }

    func place(of key: String) -> String { "\(place): \(key)" }

    /// The value of a key; `nil` where it is missing or null.
    subscript(_ key: String) -> JSONValue? {
        guard let value = members.last(where: { $0.key == key })?.value else { return nil }
        if case .null = value { return nil }
        return value
    }

    func object(_ key: String) throws(TokenizerError) -> JSONObject? {
        guard let value = self[key] else { return nil }
        return try JSONObject(value, place: place(of: key))
    }

    func members(_ key: String) throws(TokenizerError) -> [JSONValue.Member]? {
        guard let value = self[key] else { return nil }
        guard case .object(let members) = value else { throw wrong(key, value, "an object") }
        return members
    }

    func list(_ key: String) throws(TokenizerError) -> [JSONValue]? {
        guard let value = self[key] else { return nil }
        guard case .array(let values) = value else { throw wrong(key, value, "a list") }
        return values
    }

    func objects(_ key: String) throws(TokenizerError) -> [JSONObject] {
        var objects: [JSONObject] = []
        for (index, value) in (try list(key) ?? []).enumerated() {
            objects.append(try JSONObject(value, place: place(of: "\(key)[\(index)]")))
        }
        return objects
    }

    func optionalText(_ key: String) throws(TokenizerError) -> String? {
        guard let value = self[key] else { return nil }
        guard case .string(let text) = value else { throw wrong(key, value, "a text") }
        return text
    }

    func text(_ key: String) throws(TokenizerError) -> String {
        guard let text = try optionalText(key) else { throw wrong(key, .null, "a text") }
        return text
    }

    func optionalBool(_ key: String) throws(TokenizerError) -> Bool? {
        guard let value = self[key] else { return nil }
        guard case .bool(let flag) = value else { throw wrong(key, value, "true or false") }
        return flag
    }

    func bool(_ key: String, default standard: Bool) throws(TokenizerError) -> Bool {
        try optionalBool(key) ?? standard
    }

    /// A whole number from 0 to `limit`; `nil` where the key is missing.
    func optionalCount(_ key: String, limit: Int) throws(TokenizerError) -> Int? {
        guard let value = self[key] else { return nil }
        return try Self.count(value, limit: limit, place: place(of: key))
    }

    func count(_ key: String, limit: Int) throws(TokenizerError) -> Int {
        guard let count = try optionalCount(key, limit: limit) else {
            throw wrong(key, .null, "a whole number")
        }
        return count
    }

    static func count(_ value: JSONValue, limit: Int, place: String) throws(TokenizerError) -> Int {
        guard case .number(let number) = value, number >= 0, number.rounded() == number else {
            throw .malformed(place: place, found: value.kind, expected: "a whole number from 0 on")
        }
        guard number <= Double(limit) else {
            throw .tooLarge(
                place: place, found: number < 1e18 ? Int(number) : Int.max, limit: limit)
        }
        return Int(number)
    }

    private func wrong(_ key: String, _ value: JSONValue, _ expected: String) -> TokenizerError {
        .malformed(place: place(of: key), found: value.kind, expected: expected)
    }
}
