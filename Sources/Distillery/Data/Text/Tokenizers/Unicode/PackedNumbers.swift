import Foundation

/// Reads numbers of seven bits a byte, the low ones first, out of base64.
///
/// It is the form of the tables that `Scripts/make-unicode-tables` writes.
struct PackedNumbers {
    private let bytes: [UInt8]
    private var position = 0

    init(base64 text: String) {
        bytes = Data(base64Encoded: text, options: .ignoreUnknownCharacters).map(Array.init) ?? []
    }

    /// The next number; `nil` behind the last one.
    mutating func next() -> UInt32? {
        var number: UInt32 = 0
        var shift: UInt32 = 0
        while position < bytes.count, shift < 32 {
            let byte = bytes[position]
            position += 1
            number |= UInt32(byte & 127) << shift
            if byte < 128 { return number }
            shift += 7
        }
        return nil
    }

    /// The runs of scalars that a table of gaps and lengths means.
    static func runs(base64 text: String) -> [Range<UInt32>] {
        var numbers = PackedNumbers(base64: text)
        var runs: [Range<UInt32>] = []
        var end: UInt32 = 0
        while let gap = numbers.next(), let length = numbers.next() {
            let start = end + gap
            end = start + length
            runs.append(start..<end)
        }
        return runs
    }

    /// Calls `body` with each scalar of a table of mappings, and what it becomes.
    static func eachMapping(base64 text: String, _ body: (UInt32, [UInt32]) -> Void) {
        var numbers = PackedNumbers(base64: text)
        var key: UInt32 = 0
        while let gap = numbers.next(), let count = numbers.next(), let coded = numbers.next() {
            key += gap
            // Signed numbers take the lowest bit for their sign.
            let distance = Int64(coded >> 1) ^ -Int64(coded & 1)
            var values = [UInt32(truncatingIfNeeded: Int64(key) + distance)]
            for _ in 1..<max(count, 1) { values.append(numbers.next() ?? 0) }
            body(key, values)
        }
    }
}
