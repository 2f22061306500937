import CTorch
import Foundation

extension Tensor {
    /// A contiguous tensor on the CPU with a copy of what a file holds.
    public convenience init(_ stored: StoredTensor) throws(TorchError) {
        let made = try stored.withUnsafeBytes { bytes throws(TorchError) in
            // The engine's kernels rely on truth being 0 or 1; a file may hold any byte.
            if stored.scalarType == .bool {
                return try Tensor(bytes.map { $0 != 0 }, shape: stored.shape)
            }
            return try Tensor(bytes: bytes, shape: stored.shape, scalarType: stored.scalarType)
        }
        self.init(owning: ct_tensor_retain(made.handle))
    }
}

extension StoredTensor {
    /// A copy of a tensor's elements, from whatever device and in row-major order.
    ///
    /// Unlike the tensor it can be sent to another thread, as to one that writes a file.
    /// - Throws: `TorchError` for an element type that files cannot hold, or no memory.
    public init(_ tensor: Tensor) throws(TorchError) {
        guard let scalarType = tensor.knownScalarType else {
            throw .unexpectedResult(
                name: "StoredTensor", expected: "a type that files hold", found: "\(tensor)")
        }
        let local = try tensor.to(.cpu)
        let shape = local.shape
        let byteCount = local.elementCount * scalarType.byteCount
        let content = try HeapBytes(count: byteCount) { destination throws(TorchError) in
            try check(
                ct_tensor_copy_bytes(local.handle, destination.baseAddress, byteCount),
                "StoredTensor")
        }
        guard let content,
            let made = StoredTensor(
                content: FileBytes(content), shape: shape, scalarType: scalarType)
        else {
            throw .outOfMemory(
                operation: "StoredTensor", message: "no memory for \(byteCount) bytes of \(tensor)")
        }
        self = made
    }
}

extension StateDictionary {
    /// All tensors by name, copied to the CPU, as `Module.load` takes them.
    public func tensors() throws(TorchError) -> [String: Tensor] {
        var tensors: [String: Tensor] = [:]
        for (name, stored) in entries { tensors[name] = try Tensor(stored) }
        return tensors
    }
}

extension SafetensorsWriter {
    /// Writes the state of a module, as `Module.state()` gives it, to `url`.
    /// - Throws: `TorchError`, `SafetensorsError` or `FileError`.
    public static func write(
        state: [(path: String, tensor: Tensor)], metadata: [String: String] = [:], to url: URL
    ) throws {
        let stored = try state.map { (name: $0.path, tensor: try StoredTensor($0.tensor)) }
        try write(stored, metadata: metadata, to: url)
    }
}
