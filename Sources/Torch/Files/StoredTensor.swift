/// A tensor as a file holds it: element type, shape and bytes, before the engine gets it.
///
/// The bytes are row-major and little-endian. They may lie in a mapped file, so that nothing is
/// copied before somebody asks for it; they need not be aligned.
public struct StoredTensor: Sendable {
    /// More dimensions than any model has, and as many as the engine takes.
    static let maximumRank = 64

    public let scalarType: ScalarType
    public let shape: [Int]
    private let content: FileBytes

    /// Elements of the tensor: the product of its shape.
    public var elementCount: Int { content.count / scalarType.byteCount }

    /// Bytes of the tensor.
    public var byteCount: Int { content.count }

    /// A tensor of `bytes`; nil when they do not fill `shape` exactly.
    init?(content: FileBytes, shape: [Int], scalarType: ScalarType) {
        guard shape.count <= Self.maximumRank,
            let needed = scalarType.byteCount(shape: shape), needed == content.count
        else { return nil }
        self.content = content
        self.shape = shape
        self.scalarType = scalarType
    }

    /// A tensor of row-major, little-endian `bytes`.
    /// - Throws: `TorchError.elementCount` when they do not fill `shape` exactly.
    public init(
        bytes: some Collection<UInt8>, shape: [Int], scalarType: ScalarType
    ) throws(TorchError) {
        let content = FileBytes(bytes)
        guard let made = StoredTensor(content: content, shape: shape, scalarType: scalarType) else {
            throw .elementCount(
                shape: shape,
                expected: (scalarType.byteCount(shape: shape) ?? .max) / scalarType.byteCount,
                found: content.count / scalarType.byteCount)
        }
        self = made
    }

    /// Calls `body` with the bytes, which must not be kept beyond the call.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try content.withUnsafeBytes(body)
    }

    /// A copy of the bytes.
    public var bytes: [UInt8] { content.withUnsafeBytes { Array($0) } }
}

extension StoredTensor: Equatable {
    /// Equal in element type, shape and every byte.
    public static func == (left: StoredTensor, right: StoredTensor) -> Bool {
        left.scalarType == right.scalarType && left.shape == right.shape
            && left.withUnsafeBytes { first in
                right.withUnsafeBytes { second in first.elementsEqual(second) }
            }
    }
}

extension StoredTensor: CustomStringConvertible {
    public var description: String { "\(scalarType) \(shape)" }
}

extension ScalarType {
    /// Bytes of a tensor of `shape`; nil for a negative size or more than an `Int` counts.
    ///
    /// A size of zero does not excuse the others: strides are their product, and must fit as well.
    func byteCount(shape: [Int]) -> Int? {
        var product = byteCount
        for size in shape {
            let (next, isOverflow) = product.multipliedReportingOverflow(by: max(size, 1))
            if isOverflow || size < 0 { return nil }
            product = next
        }
        return shape.contains(0) ? 0 : product
    }
}
