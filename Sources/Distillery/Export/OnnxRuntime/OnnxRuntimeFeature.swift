import COnnxRuntime
import Torch

/// An input or output of a model as the model states it.
public struct OnnxRuntimeFeature: Sendable, Equatable {
    public var name: String
    /// Nil for what is no tensor of numbers.
    public var elementType: ScalarType?
    /// The sizes that are fixed, nil for those that the caller decides.
    ///
    /// None at all are stated of a number, and of a tensor whose shape the model leaves open.
    public var sizes: [Int?]
    /// What the model calls the sizes that are not fixed; empty for none.
    public var labels: [String]

    init(_ feature: ORFeature) {
        name = String(cString: feature.name)
        elementType = ScalarType(onnx: Int(feature.element_type))
        sizes = (0..<feature.rank).map { feature.sizes[$0] < 0 ? nil : Int(feature.sizes[$0]) }
        labels = (0..<feature.rank).map { index in
            feature.labels[index].map { String(cString: $0) } ?? ""
        }
    }

    /// Whether a tensor has this type and suits these sizes.
    func accepts(_ tensor: Tensor) -> Bool {
        guard tensor.knownScalarType == elementType else { return false }
        let shape = tensor.shape
        if sizes.isEmpty { return true }
        return shape.count == sizes.count
            && zip(shape, sizes).allSatisfy { found, stated in stated == nil || stated == found }
    }
}

extension OnnxRuntimeFeature: CustomStringConvertible {
    /// As `'input' float32[n, 3, 8, 8]`.
    public var description: String {
        let type = elementType.map { "\($0)" } ?? "no tensor of numbers"
        let shown = zip(sizes, labels).map { size, label in
            size.map { "\($0)" } ?? (label.isEmpty ? "?" : label)
        }
        return "'\(name)' \(type)[\(shown.joined(separator: ", "))]"
    }
}
