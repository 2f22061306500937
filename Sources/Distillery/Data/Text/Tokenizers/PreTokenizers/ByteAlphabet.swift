/// A visible character for every byte, as GPT-2 writes tokens (Radford et al., 2019).
enum ByteAlphabet {
    /// The character of each byte: itself where it is visible in Latin-1, else one from U+0100 on.
    static let scalars: [UInt32] = {
        var next: UInt32 = 0x100
        return (UInt32(0)...255).map { byte in
            switch byte {
            case 0x21...0x7E, 0xA1...0xAC, 0xAE...0xFF: return byte
            default:
                defer { next += 1 }
                return next
            }
        }
    }()

    /// The byte of each character below U+0144.
    static let bytes: [UInt32: UInt8] = Dictionary(
        uniqueKeysWithValues: zip(scalars, UInt8.min...UInt8.max))

    /// The bytes of the text's UTF-8, spelt with the alphabet.
    static func spell(_ text: some Collection<UInt32>) -> [UInt32] {
        var result: [UInt32] = []
        result.reserveCapacity(text.count * 2)
        spell(text, into: &result)
        return result
    }

    static func spell(_ text: some Collection<UInt32>, into result: inout [UInt32]) {
        let alphabet = scalars
        for scalar in text {
            switch scalar {
            case 0..<0x80:
                result.append(alphabet[Int(scalar)])
                continue
            case 0x80..<0x800:
                result.append(alphabet[Int(0xC0 | scalar >> 6)])
            case 0x800..<0x10000:
                result.append(alphabet[Int(0xE0 | scalar >> 12)])
                result.append(alphabet[Int(0x80 | scalar >> 6 & 63)])
            default:
                result.append(alphabet[Int(0xF0 | scalar >> 18 & 7)])
                result.append(alphabet[Int(0x80 | scalar >> 12 & 63)])
                result.append(alphabet[Int(0x80 | scalar >> 6 & 63)])
            }
            result.append(alphabet[Int(0x80 | scalar & 63)])
        }
    }
}
