// JSON has no word for "not a number" or infinity, and a run whose loss went there must still be
// able to write its report: such numbers are written as null and read back as NaN.

extension KeyedEncodingContainer {
    mutating func encodeNumber(_ number: Double?, forKey key: Key) throws {
        if let number, number.isFinite {
            try encode(number, forKey: key)
        } else {
            try encodeNil(forKey: key)
        }
    }
}

extension KeyedDecodingContainer {
    /// The number under `key`, NaN where it is null; the key itself must be there.
    func decodeNumber(forKey key: Key) throws -> Double {
        try decodeNil(forKey: key) ? .nan : decode(Double.self, forKey: key)
    }
}
