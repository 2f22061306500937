import Torch

/// The file of a Core ML package's weights: version 2 of its storage of blobs.
///
/// A header of 64 bytes, then for each blob 64 bytes that describe it, and its elements from the next
/// multiple of 64 on. Numbers are little-endian.
struct CoreMLBlobs {
    private static let alignment = 64
    private var blobs: [(tensor: Tensor, offset: Int)] = []
    private var end = alignment

    var count: Int { blobs.count }

    /// Takes a tensor of `float32`, `float16` or `int8`; the answer is where its description will lie.
    mutating func add(_ tensor: Tensor) -> Int {
        let offset = Self.aligned(end)
        blobs.append((tensor, offset))
        end = offset + Self.alignment + tensor.elementCount * tensor.scalarType.byteCount
        return offset
    }

    func write(to file: DurableFileWriter) throws {
        try file.write(Self.header(count: blobs.count))
        for (tensor, offset) in blobs {
            try file.write([UInt8](repeating: 0, count: offset - file.byteCount))
            let bytes = try tensor.bytes()
            try file.write(Self.description(of: tensor, byteCount: bytes.count, offset: offset))
            try file.write(bytes)
        }
    }

    private static func header(count: Int) -> [UInt8] {
        padded(bytes(of: UInt32(count)) + bytes(of: UInt32(2)))
    }

    private static func description(of tensor: Tensor, byteCount: Int, offset: Int) -> [UInt8] {
        padded(
            bytes(of: UInt32(0xDEAD_BEEF)) + bytes(of: code(of: tensor.scalarType))
                + bytes(of: UInt64(byteCount)) + bytes(of: UInt64(offset + alignment)))
    }

    private static func code(of type: ScalarType) -> UInt32 {
        switch type {
        case .float16: 1
        case .float32: 2
        case .uint8: 3
        case .int8: 4
        default: preconditionFailure("\(type) is no type of a blob")
        }
    }

    private static func bytes(of number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian, Array.init)
    }

    private static func padded(_ bytes: [UInt8]) -> [UInt8] {
        bytes + [UInt8](repeating: 0, count: alignment - bytes.count)
    }

    private static func aligned(_ count: Int) -> Int {
        (count + alignment - 1) / alignment * alignment
    }
}
