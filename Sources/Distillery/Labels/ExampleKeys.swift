import Foundation

/// The 64-bit keys of a split's examples, in the dataset's order; an example's row is its place.
struct ExampleKeys: Sendable, Equatable {
    let keys: [UInt64]
    /// Little-endian, eight bytes an example.
    let bytes: [UInt8]

    /// - Throws: `LabelStoreError.request` where two ids have the same key.
    init(of dataset: any Dataset) throws(LabelStoreError) {
        var places: [UInt64: Int] = [:]
        places.reserveCapacity(dataset.count)
        var keys: [UInt64] = []
        keys.reserveCapacity(dataset.count)
        for index in 0..<dataset.count {
            let id = dataset.id(at: index)
            if let former = places.updateValue(index, forKey: id.key) {
                throw .request(
                    what: "the id '\(id)'",
                    found: "told apart from '\(dataset.id(at: former))' "
                        + "by no key", expected: "unlike all others")
            }
            keys.append(id.key)
        }
        self.keys = keys
        bytes = keys.flatMap { key in withUnsafeBytes(of: key.littleEndian) { Array($0) } }
    }

    /// The keys of an index; nil where they are not whole.
    init?(bytes: [UInt8]) {
        guard bytes.count % 8 == 0 else { return nil }
        self.bytes = bytes
        keys = bytes.withUnsafeBytes { bytes in
            (0..<bytes.count / 8).map {
                UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self))
            }
        }
    }

    var count: Int { keys.count }
    var hash: String { ContentHash.of(bytes) }
}
