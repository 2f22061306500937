/// Bytes of what no token covers, as tokens `<0x00>` to `<0xFF>`.
enum ByteFallback {
    /// The token of each byte; -1 where the vocabulary lacks it.
    static func tokens(in vocabulary: Vocabulary) -> [Int32] {
        (UInt8.min...UInt8.max).map { Int32(vocabulary.id(of: name(of: $0).scalarValues) ?? -1) }
    }

    static func name(of byte: UInt8) -> String {
        "<0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) + ">"
    }

    /// The byte that a token's text names.
    static func byte(named text: String) -> UInt8? {
        let scalars = text.utf8
        guard scalars.count == 6, text.hasPrefix("<0x"), text.hasSuffix(">") else { return nil }
        return UInt8(text.dropFirst(3).dropLast(), radix: 16)
    }

    /// The UTF-8 of a scalar.
    static func bytes(of scalar: UInt32) -> [UInt8] {
        Unicode.Scalar(scalar).flatMap(UTF8.encode).map { Array($0) } ?? []
    }

    static func bytes(of scalars: some Sequence<UInt32>) -> [UInt8] {
        scalars.flatMap { bytes(of: $0) }
    }
}
