import Foundation
import SwiftProtobuf
import Torch

extension OnnxExport {
    /// Writes a network as an ONNX file: all of it or nothing.
    ///
    /// A file of protobuf holds 2 GB; where the weights come to more, those of a kilobyte and more go to a
    /// file beside it, named as this one with `.data` behind.
    ///
    /// - Parameter limit: the bytes of weights that the file itself takes.
    /// - Throws: `ExportError` for what ONNX has no operator for, `FileError`.
    public static func write(
        _ subject: ExportSubject, precision: Precision = .float32, to url: URL,
        limit: Int = 1_900_000_000
    ) throws {
        var model = try model(of: subject, precision: precision)
        let size = model.graph.initializer.reduce(0) { $0 + $1.rawData.count }
        if size > limit {
            let data = url.appendingPathExtension("data")
            try DurableFile.write(to: data) { file in
                var end = 0
                for index in model.graph.initializer.indices {
                    let bytes = model.graph.initializer[index].rawData
                    guard bytes.count >= 1024 else { continue }
                    // Whoever maps the file finds each tensor at the beginning of a page.
                    let gap = (4096 - end % 4096) % 4096
                    try file.write([UInt8](repeating: 0, count: gap))
                    try file.write(bytes)
                    model.graph.initializer[index].refer(
                        to: data.lastPathComponent, at: end + gap, count: bytes.count)
                    end += gap + bytes.count
                }
            }
        }
        try DurableFile.write(try model.serializedData(), to: url)
    }
}

extension OnnxTensorProto {
    /// Lets the elements lie in another file.
    fileprivate mutating func refer(to file: String, at offset: Int, count: Int) {
        rawData = Data()
        dataLocation = .external
        externalData = [("location", file), ("offset", "\(offset)"), ("length", "\(count)")].map {
            entry in .with { ($0.key, $0.value) = entry }
        }
    }
}
