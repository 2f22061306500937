import COnnxRuntime
import Torch

/// A model's inputs as its session takes them: copies of the tensors, that can be run again and again.
public final class OnnxRuntimeInputs {
    private(set) var tensors: [ORTensor] = []

    /// - Parameter inputs: in the model's order.
    init(_ inputs: [Tensor]) throws(TorchError) {
        for input in inputs {
            let bytes = try input.bytes()
            let elements = UnsafeMutableRawBufferPointer.allocate(
                byteCount: max(bytes.count, 1), alignment: 64)
            elements.copyBytes(from: bytes)
            let shape = input.shape
            let sizes = UnsafeMutablePointer<Int64>.allocate(capacity: max(shape.count, 1))
            for (axis, size) in shape.enumerated() { sizes[axis] = Int64(size) }
            tensors.append(
                ORTensor(
                    element_type: input.scalarType.onnxNumber, rank: shape.count, sizes: sizes,
                    elements: elements.baseAddress, byte_count: bytes.count, owner: nil))
        }
    }

    deinit {
        for tensor in tensors {
            tensor.elements.deallocate()
            tensor.sizes.deallocate()
        }
    }
}

extension ScalarType {
    /// The number that ONNX has for the type.
    fileprivate var onnxNumber: Int32 {
        Int32((1...16).first { ScalarType(onnx: $0) == self } ?? 0)
    }
}
