/// Turns UTF-16 into UTF-8, piece by piece.
///
/// What is no character (half of a pair, half of a unit at the end) becomes a byte that UTF-8
/// never has, so that its line counts as damaged.
struct UTF16Transcoder {
    private let bigEndian: Bool
    private var leftOver: [UInt8] = []
    private var isAtStart = true

    private static let invalidByte: UInt8 = 0xFF

    init(bigEndian: Bool) {
        self.bigEndian = bigEndian
    }

    mutating func transcode(_ piece: [UInt8], isLast: Bool) -> [UInt8] {
        let bytes = leftOver + piece
        leftOver = []
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count * 3 / 2)
        var place = 0
        while place + 1 < bytes.count {
            let first = unit(bytes, place)
            if UTF16.isLeadSurrogate(first) {
                guard place + 3 < bytes.count else {
                    if !isLast { break }
                    output.append(Self.invalidByte)
                    place += 2
                    continue
                }
                let second = unit(bytes, place + 2)
                place += UTF16.isTrailSurrogate(second) ? 4 : 2
                append(first, second, to: &output)
            } else {
                place += 2
                append(first, nil, to: &output)
            }
        }
        if isLast {
            if place < bytes.count { output.append(Self.invalidByte) }
        } else {
            leftOver = Array(bytes[place...])
        }
        return output
    }

    private func unit(_ bytes: [UInt8], _ place: Int) -> UInt16 {
        let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
        return bigEndian ? first << 8 | second : second << 8 | first
    }

    private mutating func append(_ first: UInt16, _ second: UInt16?, to output: inout [UInt8]) {
        defer { isAtStart = false }
        if isAtStart, first == 0xFEFF { return }
        var value = UInt32(first)
        if let second, UTF16.isTrailSurrogate(second) {
            value = 0x10000 + (value & 0x3FF) << 10 + UInt32(second & 0x3FF)
        }
        guard let scalar = Unicode.Scalar(value) else {
            output.append(Self.invalidByte)
            return
        }
        output += UTF8.encode(scalar).map(Array.init) ?? [Self.invalidByte]
    }
}
