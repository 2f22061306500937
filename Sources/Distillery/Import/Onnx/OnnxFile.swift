import Foundation
import SwiftProtobuf
import Torch

/// An ONNX file as it was read: the graph, and its tensors when asked for.
struct OnnxFile {
    /// The versions of ONNX's operators that are read.
    static let versions = 11...21

    let url: URL
    let graph: OnnxGraphProto
    /// The version of ONNX's own operators.
    let version: Int
    private let functions: Set<String>

    /// - Throws: `OnnxError` for what is no model, or of operators of another time.
    init(_ url: URL) throws {
        self.url = url
        let data: Data
        do {
            data = try Data(contentsOf: url, options: .mappedIfSafe)
        } catch {
            throw OnnxError.notAModel(file: url.path, reason: "it cannot be opened")
        }
        let model: OnnxModelProto
        do {
            model = try OnnxModelProto(serializedBytes: data)
        } catch {
            throw OnnxError.notAModel(file: url.path, reason: "it is damaged, or no ONNX file")
        }
        guard model.hasGraph, !model.graph.node.isEmpty else {
            throw OnnxError.notAModel(file: url.path, reason: "it has no nodes")
        }
        graph = model.graph
        version = Int(
            clamping: model.opsetImport.first { ["", "ai.onnx"].contains($0.domain) }?.version ?? 0)
        functions = Set(model.functions.map { "\($0.domain).\($0.name)" })
        guard Self.versions.contains(version) else {
            throw OnnxError.version(file: url.path, found: version)
        }
    }

    /// The inputs that a caller gives: not those that have a value in the file.
    var inputs: [OnnxValueInfoProto] {
        let own = Set(graph.initializer.map(\.name))
        return graph.input.filter { !own.contains($0.name) }
    }

    /// Whether a tensor of the file has numbers of 4 bits.
    func isFourBit(_ name: String) -> Bool {
        graph.initializer.contains { $0.name == name && $0.fourBitType != nil }
    }

    /// The name of a node's operator, with its domain where that is not ONNX's.
    func operatorName(of node: OnnxNodeProto) -> String {
        if ["", "ai.onnx"].contains(node.domain) { return node.opType }
        let name = "\(node.domain).\(node.opType)"
        return functions.contains(name) ? "\(name) (a function of the file)" : name
    }

    /// The files beside this one that tensors lie in, as paths below its folder.
    var externalPaths: Set<String> {
        let attributes = graph.node.flatMap(\.attribute).filter(\.hasT).map(\.t)
        return Set((graph.initializer + attributes).compactMap(\.externalPath))
    }
}

extension OnnxValueInfoProto {
    /// The sizes that the file states; nil where a size is open, and none where nothing is stated.
    var sizes: [Int?]? {
        guard type.tensorType.hasShape else { return nil }
        return type.tensorType.shape.dim.map { dimension in
            guard case .dimValue(let size)? = dimension.value, size > 0 else { return nil }
            return Int(size)
        }
    }

    /// `input_ids [batch, 128]`, for messages.
    var summary: String {
        let shown = type.tensorType.shape.dim.map { dimension in
            switch dimension.value {
            case .dimValue(let size): "\(size)"
            case .dimParam(let name): name
            case nil: "?"
            }
        }
        return "'\(name)' [\(shown.joined(separator: ", "))]"
    }
}
