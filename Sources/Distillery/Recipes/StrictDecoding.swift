import Torch

extension Decoder {
    /// A container that refuses keys the type does not read.
    ///
    /// Throws `RecipeError.unknownKey` with the nearest key, before any value is decoded.
    public func strictContainer<Key: CodingKey & CaseIterable>(
        keyedBy type: Key.Type
    ) throws -> StrictContainer<Key> {
        let path = try requireKnownKeys(Key.allCases.map(\.stringValue))
        return StrictContainer(values: try container(keyedBy: type), path: path)
    }

    /// The same for keys that a list gives.
    public func strictContainer(keys allowed: [String]) throws -> StrictContainer<NamedKey> {
        let path = try requireKnownKeys(allowed)
        return StrictContainer(values: try container(keyedBy: NamedKey.self), path: path)
    }

    /// Gives the path of this mapping, of which every key is known.
    private func requireKnownKeys(_ allowed: [String]) throws -> String {
        let path = keyPath(codingPath)
        let present: KeyedDecodingContainer<NamedKey>
        do {
            present = try container(keyedBy: NamedKey.self)
        } catch let error as DecodingError {
            throw recipeError(error, path: path, expected: "a mapping of keys to values")
        }
        for key in present.allKeys.map(\.stringValue).sorted() where !allowed.contains(key) {
            throw RecipeError.unknownKey(
                path: path, key: key, nearest: nearestName(to: key, in: allowed), allowed: allowed)
        }
        return path
    }
}

/// The values of one mapping of a recipe, whose keys are all known.
public struct StrictContainer<Key: CodingKey> {
    let values: KeyedDecodingContainer<Key>
    /// Where in the recipe the mapping stands, as in `data.augment[1]`; empty for the whole.
    public let path: String

    /// The value of a key that must be there.
    public func decode<Value: Decodable>(
        _ key: Key, as type: Value.Type = Value.self
    ) throws -> Value {
        guard values.contains(key) else {
            throw RecipeError.missingKey(path: path, key: key.stringValue)
        }
        do {
            return try values.decode(type, forKey: key)
        } catch let error as DecodingError {
            throw recipeError(error, path: path(of: key), expected: spokenName(of: type))
        }
    }

    /// The value of a key, or `fallback` where the key is absent or empty.
    public func decode<Value: Decodable>(_ key: Key, default fallback: Value) throws -> Value {
        try decodeIfPresent(key, as: Value.self) ?? fallback
    }

    /// The value of a key, or nil where the key is absent or empty.
    public func decodeIfPresent<Value: Decodable>(
        _ key: Key, as type: Value.Type = Value.self
    ) throws -> Value? {
        guard values.contains(key) else { return nil }
        do {
            return try values.decodeIfPresent(type, forKey: key)
        } catch let error as DecodingError {
            throw recipeError(error, path: path(of: key), expected: spokenName(of: type))
        }
    }

    /// The value of a key that must fulfil `isValid`; `expected` says what that means.
    public func decode<Value: Decodable>(
        _ key: Key, default fallback: Value, expected: String, where isValid: (Value) -> Bool
    ) throws -> Value {
        let value = try decode(key, default: fallback)
        guard isValid(value) else {
            throw RecipeError.invalidValue(
                path: path(of: key), found: "\(value)", expected: expected)
        }
        return value
    }

    /// The full path of one key of this mapping.
    public func path(of key: Key) -> String {
        path.isEmpty ? key.stringValue : "\(path).\(key.stringValue)"
    }
}

/// A coding path as one text: keys joined by dots, positions in brackets.
func keyPath(_ path: [any CodingKey]) -> String {
    path.reduce(into: "") { text, key in
        if let index = key.intValue {
            text += "[\(index)]"
        } else {
            text += text.isEmpty ? key.stringValue : ".\(key.stringValue)"
        }
    }
}

/// The reason inside a decoder's error: decoders may wrap errors that are not their own.
func recipeError(_ error: DecodingError, path: String, expected: String) -> any Error {
    switch error {
    case .typeMismatch(_, let context), .dataCorrupted(let context):
        if let inner = context.underlyingError as? DecodingError {
            return recipeError(inner, path: path, expected: expected)
        }
        if let inner = context.underlyingError as? RecipeError { return inner }
        let deeper = keyPath(context.codingPath)
        return RecipeError.wrongType(
            path: deeper.isEmpty ? path : deeper, expected: expected, found: "something else")
    case .keyNotFound(let key, let context):
        return RecipeError.missingKey(path: keyPath(context.codingPath), key: key.stringValue)
    case .valueNotFound:
        return RecipeError.wrongType(path: path, expected: expected, found: "empty")
    @unknown default:
        return error
    }
}

private func spokenName(of type: Any.Type) -> String {
    switch type {
    case is Bool.Type: "true or false"
    case is Int.Type, is UInt64.Type: "a whole number"
    case is Double.Type, is Float.Type: "a number"
    case is String.Type: "a text"
    case is [Int].Type, is [Double].Type, is [Float].Type: "a list of numbers"
    case is [String].Type: "a list of texts"
    default: "\(type)"
    }
}

/// A key by its name.
public struct NamedKey: CodingKey {
    public let stringValue: String
    public var intValue: Int? { nil }
    public init(_ name: String) { stringValue = name }
    public init(stringValue: String) { self.stringValue = stringValue }
    public init?(intValue: Int) { nil }
}
