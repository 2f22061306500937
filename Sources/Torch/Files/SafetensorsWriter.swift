import Foundation

/// Writes tensors as a safetensors file, whole or not at all.
///
/// The header keeps the order given. The data is laid out by falling element size, and the header
/// filled up with spaces to a multiple of 8 bytes, so that every tensor is aligned in a mapped file.
public enum SafetensorsWriter {
    /// Writes `tensors` and `metadata` to `url`.
    /// - Throws: `SafetensorsError` for names that the format cannot hold, `FileError` when the
    ///   file cannot be written.
    public static func write(
        _ tensors: [(name: String, tensor: StoredTensor)], metadata: [String: String] = [:],
        to url: URL
    ) throws {
        try check(tensors.map(\.name), path: url.path)
        // The sort is stable, which makes the file a function of what is written.
        let layout = tensors.indices.sorted {
            let sizes = (
                tensors[$0].tensor.scalarType.byteCount, tensors[$1].tensor.scalarType.byteCount
            )
            return sizes.0 == sizes.1 ? $0 < $1 : sizes.0 > sizes.1
        }
        var offsets = [Int](repeating: 0, count: tensors.count)
        var end = 0
        for index in layout {
            offsets[index] = end
            end += tensors[index].tensor.byteCount
        }
        let header = try header(tensors, offsets: offsets, metadata: metadata, path: url.path)

        try DurableFile.write(to: url) { writer in
            try withUnsafeBytes(of: UInt64(header.count).littleEndian) { length in
                try writer.write(length)
            }
            try writer.write(header)
            for index in layout {
                try tensors[index].tensor.withUnsafeBytes { bytes in try writer.write(bytes) }
            }
        }
    }

    private static func check(_ names: [String], path: String) throws(SafetensorsError) {
        var seen: Set<String> = [SafetensorsHeader.metadataName]
        for name in names where !seen.insert(name).inserted {
            throw .duplicateName(path: path, tensor: name)
        }
    }

    private static func header(
        _ tensors: [(name: String, tensor: StoredTensor)], offsets: [Int],
        metadata: [String: String], path: String
    ) throws(SafetensorsError) -> [UInt8] {
        var members: [String] = []
        if !metadata.isEmpty {
            let pairs = metadata.sorted { $0.key < $1.key }.map { quoted($0) + ":" + quoted($1) }
            let name = quoted(SafetensorsHeader.metadataName)
            members.append("\(name):{\(pairs.joined(separator: ","))}")
        }
        for (offset, (name, tensor)) in zip(offsets, tensors) {
            let type = SafetensorsType.name(of: tensor.scalarType)
            let shape = tensor.shape.map(String.init).joined(separator: ",")
            let range = "\(offset),\(offset + tensor.byteCount)"
            members.append(
                "\(quoted(name)):{\"dtype\":\"\(type)\",\"shape\":[\(shape)],"
                    + "\"data_offsets\":[\(range)]}")
        }
        var header = Array("{\(members.joined(separator: ","))}".utf8)
        header.append(contentsOf: repeatElement(0x20, count: (8 - header.count % 8) % 8))
        if header.count > SafetensorsFile.maximumHeaderByteCount {
            throw .headerTooLong(
                path: path, found: UInt64(header.count),
                limit: SafetensorsFile.maximumHeaderByteCount)
        }
        return header
    }

    /// `text` as a JSON string.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0}"..<" ":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
