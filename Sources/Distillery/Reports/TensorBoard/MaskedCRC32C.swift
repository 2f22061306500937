/// The checksum of TFRecord files: CRC-32C (Castagnoli), rotated by 15 bits and offset.
///
/// The mask is TensorFlow's, so that a checksum of data that holds checksums stays strong.
enum MaskedCRC32C {
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in
            // 0x82F63B78 is Castagnoli's polynomial with its bits reversed.
            value & 1 == 1 ? (value >> 1) ^ 0x82F6_3B78 : value >> 1
        }
    }

    /// CRC-32C of `bytes` (RFC 3720).
    static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { crc, byte in
            (crc >> 8) ^ table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)]
        }
    }

    static func masked(_ bytes: some Sequence<UInt8>) -> UInt32 {
        let crc = checksum(bytes)
        return ((crc >> 15) | (crc << 17)) &+ 0xA282_EAD8
    }
}
