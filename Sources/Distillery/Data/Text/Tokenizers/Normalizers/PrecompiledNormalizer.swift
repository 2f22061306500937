import Foundation

/// SentencePiece's table of replacements, as its trainer compiles it into a model.
///
/// The table is a double-array trie of what is replaced, whose values are places in the replacements.
/// The `tokenizers` library looks up each short cluster of characters as a whole and takes the *shortest*
/// entry that it begins with; that is repeated here.
struct PrecompiledNormalizer: TextNormalizer {
    private let units: [UInt32]
    private let replacements: [UInt8]

    /// Clusters of this many bytes of UTF-8 and more are looked up character by character only.
    private static let clusterLimit = 6

    init(_ object: JSONObject) throws(TokenizerError) {
        let place = object.place(of: "precompiled_charsmap")
        let text = try object.text("precompiled_charsmap")
        guard let bytes = Data(base64Encoded: text).map(Array.init), bytes.count >= 4 else {
            throw .malformed(place: place, found: "not base64", expected: "a table in base64")
        }
        let size = Int(Self.unit(bytes, 0))
        guard size.isMultiple(of: 4), size >= 4, size <= bytes.count - 4 else {
            throw .malformed(
                place: place, found: "a trie of \(size) bytes in \(bytes.count)",
                expected: "a trie that lies within the table")
        }
        units = (0..<size / 4).map { Self.unit(bytes, 4 + $0 * 4) }
        replacements = Array(bytes[(4 + size)...])
    }

    private static func unit(_ bytes: [UInt8], _ place: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << (8 * UInt32($1)) }
    }

    func normalize(_ text: inout NormalizedText) {
        var result: [UInt32] = []
        result.reserveCapacity(text.scalars.count)
        for cluster in String(scalarValues: text.scalars) {
            let bytes = Array(cluster.utf8)
            if bytes.count < Self.clusterLimit, let replacement = replacement(of: bytes[...]) {
                result.append(contentsOf: replacement)
                continue
            }
            for scalar in cluster.unicodeScalars {
                if let replacement = replacement(of: Array(UTF8.encode(scalar) ?? .init())[...]) {
                    result.append(contentsOf: replacement)
                } else {
                    result.append(scalar.value)
                }
            }
        }
        text.scalars = result
    }

    /// What the shortest entry that `key` begins with is replaced by.
    private func replacement(of key: ArraySlice<UInt8>) -> [UInt32]? {
        var place = Int(Self.offset(units[0]))
        for byte in key {
            guard byte != 0 else { return nil }
            place ^= Int(byte)
            guard place < units.count, units[place] & 0x8000_00FF == UInt32(byte) else {
                return nil
            }
            let hasValue = units[place] >> 8 & 1 == 1
            place ^= Int(Self.offset(units[place]))
            guard place < units.count else { return nil }
            if hasValue { return text(at: Int(units[place] & 0x7FFF_FFFF)) }
        }
        return nil
    }

    private static func offset(_ unit: UInt32) -> UInt32 { (unit >> 10) << ((unit & 1 << 9) >> 6) }

    /// The replacement at `start`, which a zero ends.
    private func text(at start: Int) -> [UInt32]? {
        guard start <= replacements.count else { return nil }
        return String(decoding: replacements[start...].prefix { $0 != 0 }, as: UTF8.self)
            .scalarValues
    }
}
