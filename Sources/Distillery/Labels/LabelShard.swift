import Foundation
import Torch

/// The place of a shard within a store: some of the rows of one view of a split.
public struct ShardPlace: Hashable, Sendable {
    public var split: DatasetSplit
    var view: Int
    /// Its number among the view's shards, from 0.
    var number: Int

    /// The file's name, as `train-view0-00002.bin`.
    var fileName: String {
        let digits = String(number)
        let padding = String(repeating: "0", count: max(0, 5 - digits.utf8.count))
        return "\(split.rawValue)-view\(view)-\(padding)\(digits).bin"
    }
}

/// The rows of one shard, mapped into memory; the checksum is compared when they are first read.
final class LabelShard {
    let place: ShardPlace
    private let map: MemoryMap
    private let hash: String
    private let store: String
    private let rowBytes: Int
    private var isVerified = false

    /// - Parameters:
    ///   - hash: SHA-256 of the file, from the index.
    ///   - rows: how many rows the file must have.
    init(
        _ place: ShardPlace, in store: URL, hash: String, rows: Int, rowBytes: Int
    ) throws(LabelStoreError) {
        self.place = place
        self.hash = hash
        self.store = store.relativePath
        self.rowBytes = rowBytes
        do throws(FileError) {
            map = try MemoryMap(store.appending(path: place.fileName))
        } catch {
            throw .damaged(
                store: store.relativePath, file: place.fileName, reason: "cannot be read (\(error))"
            )
        }
        guard map.count == rows * rowBytes else {
            throw .damaged(
                store: store.relativePath, file: place.fileName,
                reason: "has \(map.count) bytes, \(rows * rowBytes) were written")
        }
    }

    /// Compares the checksum, unless that was done before.
    func verify() throws(LabelStoreError) {
        guard !isVerified else { return }
        let found = map.withUnsafeBytes { bytes in
            let hash = ContentHash()
            hash.update(bytes)
            return hash.finish()
        }
        guard found == hash else {
            throw .damaged(
                store: store, file: place.fileName,
                reason: "has another checksum than when it was written")
        }
        isVerified = true
    }

    /// Whether a row begins with some bytes.
    func begins(row: Int, with mark: [UInt8]) throws(LabelStoreError) -> Bool {
        try verify()
        return map.withUnsafeBytes { bytes in
            bytes[(row * rowBytes)...].starts(with: mark)
        }
    }

    /// Copies one row to the end of others.
    func append(row: Int, to rows: inout [UInt8]) throws(LabelStoreError) {
        try verify()
        map.withUnsafeBytes { rows += $0[row * rowBytes..<(row + 1) * rowBytes] }
    }
}
