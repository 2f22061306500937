/// The forms in which a network is handed over, by the names that the tool takes.
public enum ExportFormat: String, Sendable, Codable, CaseIterable {
    case onnx
    case onnxFloat16 = "onnx-fp16"
    case onnxInt8 = "onnx-int8"
    case torchScript = "torchscript"

    /// What it is, in a line.
    public var summary: String {
        switch self {
        case .onnx: "ONNX, operator set \(OnnxExport.operatorSet), 32-bit numbers"
        case .onnxFloat16: "ONNX, 16-bit numbers; inputs and outputs stay as they are"
        case .onnxInt8:
            "ONNX, linear layers and tables of vectors in 8 bits, quantised as inputs come"
        case .torchScript: "TorchScript, for PyTorch in Python, in C++ and on phones"
        }
    }

    /// The name of the file for a network of this name.
    public func fileName(for name: String) -> String {
        switch self {
        case .onnx: "\(name).onnx"
        case .onnxFloat16: "\(name)-fp16.onnx"
        case .onnxInt8: "\(name)-int8.onnx"
        case .torchScript: "\(name).pt"
        }
    }

    /// How far an export may be from the network that it came from.
    public var bound: ExportBound {
        switch self {
        case .onnx, .torchScript: ExportBound(difference: 1e-4, loss: 0.001)
        case .onnxFloat16: ExportBound(difference: 0.05, loss: 0.005)
        case .onnxInt8: ExportBound(difference: nil, loss: 0.01)
        }
    }
}

/// How far an export may be from the network that it came from.
public struct ExportBound: Sendable, Codable, Equatable {
    /// The largest difference of an output, relative to the largest output where that is over 1; nil where
    /// rounding alone decides it.
    public var difference: Double?
    /// How much of the task's score may be lost: 0.01 is a point of accuracy.
    public var loss: Double

    public init(difference: Double?, loss: Double) {
        self.difference = difference
        self.loss = loss
    }
}
