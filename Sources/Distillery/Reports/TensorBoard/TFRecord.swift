import Foundation

/// One record of a TFRecord file: length, its checksum, the data, its checksum, little-endian.
enum TFRecord {
    static func framed(_ data: Data) -> Data {
        let length = littleEndian(UInt64(data.count))
        return length + littleEndian(MaskedCRC32C.masked(length))
            + data + littleEndian(MaskedCRC32C.masked(data))
    }

    private static func littleEndian(_ value: some FixedWidthInteger) -> Data {
        withUnsafeBytes(of: value.littleEndian) { Data($0) }
    }
}
