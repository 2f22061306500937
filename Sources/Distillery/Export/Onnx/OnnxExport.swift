import Foundation
import SwiftProtobuf
import Torch

/// A graph as an ONNX file.
///
/// Format: https://github.com/onnx/onnx/blob/main/docs/IR.md, operators of set 21.
public struct OnnxExport {
    /// What numbers are kept in.
    public enum Precision: Sendable, Hashable {
        case float32
        /// All of the network in halves; what goes in and comes out stays `float32`.
        case float16
        /// Weights of linear layers and tables of vectors in 8 bits, a scale for each row; what is
        /// multiplied with them is brought to 8 bits as it comes. The weights at `keeping` stay as they are.
        case dynamicInt8(keeping: Set<String> = [])
    }

    /// ONNX's own operators are of this set, which ONNX Runtime reads from 1.18 on.
    public static let operatorSet = 21
    /// The version of the file's form that belongs to it.
    static let formVersion = 10
    /// A smaller weight gains nothing from 8 bits.
    private static let smallest = 1024

    private let subject: ExportSubject
    private let precision: Precision
    private let builder: OnnxBuilder

    /// The file's content.
    ///
    /// - Throws: `ExportError` for what ONNX has no operator for.
    static func model(
        of subject: ExportSubject, precision: Precision = .float32
    ) throws -> OnnxModelProto {
        try OnnxExport(subject: subject, precision: precision).model()
    }

    private init(subject: ExportSubject, precision: Precision) {
        self.subject = subject
        self.precision = precision
        builder = OnnxBuilder(real: precision == .float16 ? .float16 : .float32)
    }

    private func model() throws -> OnnxModelProto {
        let graph = subject.graph
        precondition(graph.inputs.count == subject.inputs.count && graph.outputs.count == 1)
        let inputs = try zip(graph.inputs, subject.inputs).map { value, port in
            try declare(value, port, name: builder.freeName(port.name))
        }
        // The names of the outputs are theirs before any node's.
        let outputName = builder.freeName(subject.output.name)
        let weights: OnnxWeights =
            if case .dynamicInt8(let kept) = precision {
                .dynamic(smallest: Self.smallest, kept: kept)
            } else {
                .plain
            }
        for (value, input) in zip(graph.inputs, inputs) {
            let type = graph.types[value]?.scalarType ?? .float32
            let name =
                type == builder.own(type)
                ? input.name
                : builder.add(
                    "Cast", [input.name], [.integer("to", builder.own(type).onnx)], scope: "")[0]
            builder.name(.value(value), name)
        }
        for node in graph.nodes {
            let call = GraphCall(graph: graph, node: node, format: "ONNX")
            guard let conversion = OnnxLowerings.all[call.name] else {
                throw ExportError.unknownOperator(
                    format: "ONNX", operation: node.operation.fullName, path: node.scope)
            }
            let names = try conversion(
                OnnxLowering(call: call, builder: builder, weights: weights))
            for (value, name) in zip(node.results, names) { builder.name(.value(value), name) }
        }
        let output = try declare(graph.outputs[0], subject.output, name: outputName)
        guard let last = builder.name(of: .value(graph.outputs[0])) else {
            throw GraphError.independentOutput(index: 0)
        }
        let type = graph.types[graph.outputs[0]]?.scalarType ?? .float32
        builder.rename(
            type == builder.own(type)
                ? builder.add("Identity", [last], scope: "")[0]
                : builder.add("Cast", [last], [.integer("to", type.onnx)], scope: "")[0],
            to: outputName)
        return .with {
            $0.irVersion = Int64(Self.formVersion)
            $0.producerName = "Distillery"
            $0.producerVersion = distilleryVersion
            $0.opsetImport = [.with { $0.version = Int64(Self.operatorSet) }]
            $0.metadataProps = subject.facts.sorted { $0.key < $1.key }.map { fact in
                .with { ($0.key, $0.value) = (fact.key, fact.value) }
            }
            $0.graph = .with {
                $0.name = "network"
                $0.node = builder.nodes
                $0.initializer = builder.tensors
                $0.input = inputs
                $0.output = [output]
            }
        }
    }

    private func declare(
        _ value: Graph.ValueID, _ port: ExportSubject.Port, name: String
    ) throws -> OnnxValueInfoProto {
        guard let type = subject.graph.types[value], let scalar = type.scalarType else {
            throw GraphError.undefined(operand: "\(value)", operation: "an export")
        }
        let sizes = type.shape.enumerated().map { place, size in
            port.open[place].map { OnnxSize.open($0) } ?? .fixed(size)
        }
        return OnnxValueInfoProto(name, scalar, sizes: sizes)
    }
}
