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
    private let rows: ShardRows
    private var isVerified = false

    /// - Parameters:
    ///   - hash: SHA-256 of the file, from the index.
    ///   - rows: how many rows the file must have.
    init(
        _ place: ShardPlace, in store: URL, hash: String, rows: Int, layout: RowLayout
    ) throws(LabelStoreError) {
        self.place = place
        self.hash = hash
        self.store = store.relativePath
        let damaged = { (reason: String) in
            LabelStoreError.damaged(
                store: store.relativePath, file: place.fileName, reason: reason)
        }
        do throws(FileError) {
            map = try MemoryMap(store.appending(path: place.fileName))
        } catch {
            throw damaged("cannot be read (\(error))")
        }
        guard layout.content.followsTokens else {
            self.rows = .alike(layout.byteCount)
            guard map.count == rows * layout.byteCount else {
                throw damaged(
                    "has \(map.count) bytes, \(rows * layout.byteCount) were written")
            }
            return
        }
        let found = map.withUnsafeBytes { ShardRows(lengthsAtEndOf: $0, rows: rows, layout) }
        guard let found else { throw damaged("has lengths of texts that cannot be") }
        self.rows = found
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
            bytes[rows.bytes(of: row)].starts(with: mark)
        }
    }

    /// Copies one row to the end of others.
    func append(row: Int, to others: inout StoredRows) throws(LabelStoreError) {
        try verify()
        map.withUnsafeBytes {
            others.append($0[rows.bytes(of: row)], tokens: rows.tokens(of: row))
        }
    }
}
