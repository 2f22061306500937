/// Brings a strided look into a storage into row-major order.
enum StridedTensor {
    /// Whether the elements already lie one after the other in row-major order.
    static func isRowMajor(_ tensor: PickleTensor) -> Bool {
        var expected = 1
        for (size, stride) in zip(tensor.shape, tensor.strides).reversed() {
            // The stride of a dimension with one place is never used.
            if size != 1 && stride != expected { return false }
            // The product of the shape was checked when the tensor was read.
            expected *= max(size, 1)
        }
        return true
    }

    /// One beyond the last element that `tensor` looks at; nil where that cannot be counted.
    static func end(of tensor: PickleTensor) -> Int? {
        if tensor.shape.contains(0) { return 0 }
        var last = tensor.offset
        for (size, stride) in zip(tensor.shape, tensor.strides) {
            let (step, isFar) = (size - 1).multipliedReportingOverflow(by: stride)
            let (sum, isTooFar) = last.addingReportingOverflow(step)
            if isFar || isTooFar { return nil }
            last = sum
        }
        return last == .max ? nil : last + 1
    }

    /// Copies the elements in row-major order; `source` must reach to `end(of: tensor)`, and
    /// `destination` have room for all elements.
    static func copy(
        _ tensor: PickleTensor, from source: UnsafeRawBufferPointer,
        to destination: UnsafeMutableRawBufferPointer
    ) {
        switch tensor.storage.scalarType.byteCount {
        case 1: copy(tensor, from: source, to: destination, as: UInt8.self)
        case 2: copy(tensor, from: source, to: destination, as: UInt16.self)
        case 4: copy(tensor, from: source, to: destination, as: UInt32.self)
        default: copy(tensor, from: source, to: destination, as: UInt64.self)
        }
    }

    private static func copy<Element: BitwiseCopyable>(
        _ tensor: PickleTensor, from source: UnsafeRawBufferPointer,
        to destination: UnsafeMutableRawBufferPointer, as type: Element.Type
    ) {
        let size = MemoryLayout<Element>.size
        // A dimension with one place is never stepped along, and its stride may be any number.
        let wheels = zip(tensor.shape, tensor.strides).filter { $0.0 > 1 }
        var places = [Int](repeating: 0, count: wheels.count)
        var from = tensor.offset
        for to in 0..<destination.count / size {
            let element = source.loadUnaligned(fromByteOffset: from * size, as: type)
            destination.storeBytes(of: element, toByteOffset: to * size, as: type)
            // Counts up like the wheels of an odometer, the last dimension first.
            for index in wheels.indices.reversed() {
                let (count, stride) = wheels[index]
                places[index] += 1
                from += stride
                if places[index] < count { break }
                from -= count * stride
                places[index] = 0
            }
        }
    }
}
