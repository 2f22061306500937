/// A decoder of an empty mapping: what a transform is decoded from that is named without values.
struct NoValues: Decoder {
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(EmptyMapping<Key>(codingPath: codingPath))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw notHere() }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { throw notHere() }

    private func notHere() -> RecipeError {
        .wrongType(path: keyPath(codingPath), expected: "a value", found: "a name alone")
    }
}

private struct EmptyMapping<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let codingPath: [any CodingKey]
    var allKeys: [Key] { [] }

    func contains(_ key: Key) -> Bool { false }

    func decodeNil(forKey key: Key) throws -> Bool { throw missing(key) }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { throw missing(key) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { throw missing(key) }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        throw missing(key)
    }

    func superDecoder() throws -> any Decoder { NoValues(codingPath: codingPath) }

    func superDecoder(forKey key: Key) throws -> any Decoder { throw missing(key) }

    private func missing(_ key: Key) -> RecipeError {
        .missingKey(path: keyPath(codingPath), key: key.stringValue)
    }
}
