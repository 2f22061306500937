import Foundation
import Torch

extension ScalarType {
    /// The element type that a number of ONNX's stands for; nil for one that is not read.
    init?(onnx number: Int) {
        switch number {
        case 1: self = .float32
        case 2: self = .uint8
        case 3: self = .int8
        case 5: self = .int16
        case 6: self = .int32
        case 7: self = .int64
        case 9: self = .bool
        case 10: self = .float16
        case 11: self = .float64
        case 16: self = .bfloat16
        default: return nil
        }
    }
}

extension OnnxTensorProto {
    /// The type that numbers of 4 bits are kept in; nil for others.
    var fourBitType: ScalarType? { dataType == 21 ? .uint8 : dataType == 22 ? .int8 : nil }

    /// The path below the model's folder where the elements lie; nil where they are here.
    var externalPath: String? {
        guard dataLocation == .external else { return nil }
        return externalData.first { $0.key == "location" }?.value ?? ""
    }
}

/// The product of sizes; nil for a negative one, or for more than a file can hold.
private func elementCount(of shape: [Int]) -> Int? {
    var product = 1
    for size in shape {
        guard (0...1 << 40).contains(size) else { return nil }
        let (next, isOverflow) = product.multipliedReportingOverflow(by: size)
        guard !isOverflow, next <= 1 << 40 else { return nil }
        product = next
    }
    return product
}

extension OnnxFile {
    /// A tensor of the file.
    ///
    /// - Throws: `OnnxError` where the elements are not as many as the shape states, of a type that
    ///   is not read, or in a file that is not below the model's folder.
    func tensor(_ proto: OnnxTensorProto) throws -> Tensor {
        func broken(_ reason: String) -> OnnxError {
            .tensor(file: url.path, name: proto.name, reason: reason)
        }
        guard let type = proto.fourBitType ?? ScalarType(onnx: Int(proto.dataType)) else {
            throw broken("its elements are of type \(proto.dataType), which is not read")
        }
        let shape = proto.dims.map { Int($0) }
        guard shape.count <= 16, let count = elementCount(of: shape) else {
            throw broken("its shape \(shape) cannot be")
        }
        let bytes = try proto.externalPath.map { try external(proto, at: $0) } ?? proto.bytes(type)
        let isFourBit = proto.fourBitType != nil
        let expected = isFourBit ? (count + 1) / 2 : count * type.byteCount
        guard bytes.count == expected else {
            throw broken(
                "it holds \(bytes.count) bytes, its shape \(shape) of \(type) takes \(expected)")
        }
        if isFourBit { return try Self.fourBits(bytes, shape: shape, as: type) }
        if type == .bool { return try Tensor(bytes.map { $0 != 0 }, shape: shape) }
        return try bytes.withUnsafeBytes {
            try Tensor(bytes: $0, shape: shape, scalarType: type)
        }
    }

    /// Numbers of 4 bits, two a byte, the first in its lower half.
    private static func fourBits(
        _ bytes: Data, shape: [Int], as type: ScalarType
    ) throws -> Tensor {
        let halves = bytes.flatMap { [$0 & 15, $0 >> 4] }.prefix(shape.reduce(1, *))
        if type == .uint8 { return try Tensor(Array(halves), shape: shape) }
        let signed = halves.map { Int8($0) - ($0 < 8 ? 0 : 16) }
        return try Tensor(signed, shape: shape)
    }

    private func external(_ proto: OnnxTensorProto, at path: String) throws -> Data {
        func refused(_ reason: String) -> OnnxError {
            .externalData(file: url.path, name: proto.name, reason: reason)
        }
        let folder = url.deletingLastPathComponent().resolvingSymlinksInPath()
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let place = folder.appending(path: path).resolvingSymlinksInPath()
        guard !path.isEmpty, !path.hasPrefix("/"), !parts.contains(".."),
            place.path.hasPrefix(folder.path + "/")
        else { throw refused("'\(path)' is not below the file's own folder") }
        guard let data = try? Data(contentsOf: place, options: .mappedIfSafe) else {
            throw refused("'\(place.path)' cannot be opened; it belongs beside the model")
        }
        func number(_ key: String) -> Int? {
            proto.externalData.first { $0.key == key }.flatMap { Int($0.value) }
        }
        let offset = number("offset") ?? 0
        guard offset >= 0, offset <= data.count,
            case let length = number("length") ?? data.count - offset,
            length >= 0, length <= data.count - offset
        else { throw refused("'\(path)' has \(data.count) bytes, too few for it") }
        return data.subdata(in: data.startIndex + offset..<data.startIndex + offset + length)
    }
}

extension OnnxTensorProto {
    /// The elements as bytes, from whichever field they stand in.
    fileprivate func bytes(_ type: ScalarType) -> Data {
        guard rawData.isEmpty else { return rawData }
        func packed<Element>(_ elements: [Element]) -> Data {
            elements.withUnsafeBytes { Data($0) }
        }
        switch type {
        case .float32: return packed(floatData)
        case .float64: return packed(doubleData)
        case .int64: return packed(int64Data)
        case .int32: return packed(int32Data)
        case .int16, .float16, .bfloat16:
            return packed(int32Data.map(UInt16.init(truncatingIfNeeded:)))
        case .uint8, .int8, .bool: return packed(int32Data.map(UInt8.init(truncatingIfNeeded:)))
        }
    }
}
