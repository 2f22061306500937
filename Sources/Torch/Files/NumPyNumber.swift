/// NumPy's numbers, as they are pickled: a type code such as "f8" and the bytes of the value.
enum NumPyNumber {
    /// The number in little-endian `bytes`; nil for other types, or another count of bytes.
    static func value(code: String, _ bytes: [UInt8]) -> PickleValue? {
        guard let size = code.last?.wholeNumberValue, code.utf8.count == 2, size == bytes.count,
            size <= 8
        else { return nil }
        let pattern = bytes.reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        switch code {
        case "b1": return .bool(pattern != 0)
        case "f2": return .double(double(half: UInt16(truncatingIfNeeded: pattern)))
        case "f4":
            return .double(Double(Float(bitPattern: UInt32(truncatingIfNeeded: pattern))))
        case "f8": return .double(Double(bitPattern: pattern))
        case "i1", "i2", "i4", "i8":
            let unused = 64 - 8 * size
            return .integer(Int(Int64(bitPattern: pattern << unused) >> unused))
        case "u1", "u2", "u4", "u8":
            return Int(exactly: pattern).map(PickleValue.integer) ?? .largeInteger(bytes + [0])
        default: return nil
        }
    }

    /// A number of 16 bits (IEEE 754 binary16), by hand: not every platform has the type.
    private static func double(half pattern: UInt16) -> Double {
        let sign: Double = pattern >> 15 == 0 ? 1 : -1
        let exponent = Int(pattern >> 10 & 0x1F)
        let fraction = Double(pattern & 0x3FF) / 1024
        switch exponent {
        case 0: return sign * fraction * 0x1p-14
        case 0x1F: return fraction == 0 ? sign * .infinity : .nan
        default:
            return sign * Double(sign: .plus, exponent: exponent - 15, significand: 1 + fraction)
        }
    }
}
