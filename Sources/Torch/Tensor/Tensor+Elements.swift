import CTorch

extension Tensor {
    /// A contiguous tensor on the CPU with a copy of `bytes`, elements in row-major order.
    public convenience init(
        bytes: UnsafeRawBufferPointer, shape: [Int], scalarType: ScalarType
    ) throws(TorchError) {
        let expected = shape.reduce(1, *)
        guard bytes.count == expected * scalarType.byteCount else {
            throw .elementCount(
                shape: shape, expected: expected, found: bytes.count / scalarType.byteCount)
        }
        var made: OpaquePointer?
        let sizes = shape.map(Int64.init)
        try checked("Tensor") {
            ct_tensor_from_bytes(
                bytes.baseAddress, bytes.count, sizes, sizes.count, scalarType.rawValue, &made)
        }
        guard let made else { throw .engine(operation: "Tensor", message: "no tensor was made") }
        self.init(owning: made)
    }

    /// A contiguous tensor on the CPU with `elements` in row-major order.
    public convenience init<Element: TensorScalar>(
        _ elements: [Element], shape: [Int]? = nil
    ) throws(TorchError) {
        let result = elements.withUnsafeBytes { bytes in
            Result { () throws(TorchError) in
                try Tensor(
                    bytes: bytes, shape: shape ?? [elements.count], scalarType: Element.scalarType)
            }
        }
        let tensor = try result.get()
        self.init(owning: ct_tensor_retain(tensor.handle))
    }

    /// A tensor without dimensions that holds one number.
    public convenience init<Element: TensorScalar>(scalar: Element) throws(TorchError) {
        try self.init([scalar], shape: [])
    }

    /// The elements in row-major order, copied from wherever they are.
    ///
    /// - Throws: `TorchError.scalarType` when the tensor holds another type.
    public func elements<Element: TensorScalar>(
        as type: Element.Type = Element.self
    ) throws(TorchError) -> [Element] {
        guard knownScalarType == Element.scalarType else {
            throw .scalarType(expected: Element.scalarType, found: scalarType)
        }
        let count = elementCount
        var status = CT_OK
        let copied = [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
            status = ct_tensor_copy_bytes(
                handle, buffer.baseAddress, count * MemoryLayout<Element>.stride)
            initialized = status == CT_OK ? count : 0
        }
        try check(status, "elements")
        return copied
    }

    /// The elements as `Float`, converted when they are of another type.
    public func floats() throws(TorchError) -> [Float] {
        try to(.float32).elements()
    }

    /// The one element of a tensor as a `Double`.
    public func item() throws(TorchError) -> Double {
        guard elementCount == 1 else {
            throw .elementCount(shape: [], expected: 1, found: elementCount)
        }
        return try to(.float64).elements(as: Double.self)[0]
    }

    /// The raw bytes of the elements in row-major order.
    public func bytes() throws(TorchError) -> [UInt8] {
        let count = elementCount * scalarType.byteCount
        var status = CT_OK
        let copied = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            status = ct_tensor_copy_bytes(handle, buffer.baseAddress, count)
            initialized = status == CT_OK ? count : 0
        }
        try check(status, "bytes")
        return copied
    }
}
