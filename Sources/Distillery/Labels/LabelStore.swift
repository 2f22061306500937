import Foundation
import Torch

/// A teacher's answers on disk, by example and view: label once, distil many times.
///
/// ```swift
/// let store = try LabelStore(URL(filePath: "labels/resnet56"))
/// try store.requireWhole()
/// let answer = try store.answer(to: batch.ids, at: batch.indices, view: 0, of: .train)
/// ```
///
/// A row is found by the example's id alone, so that neither shuffling, nor a subset, nor batches
/// in parts can pair an example with another's label. Opening looks at the index and at the sizes
/// of the shards; a shard's checksum is compared when it is first read, or by `verify`.
public final class LabelStore {
    public let url: URL
    public let description: LabelStoreDescription
    private let layout: RowLayout
    private let parts: [DatasetSplit: LabelledPart]

    /// Opens a store, which may still be unfinished.
    ///
    /// - Throws: `LabelStoreError` for a folder that is no store, of a later format, or damaged.
    public init(_ url: URL) throws(LabelStoreError) {
        let content = try LabelIndex(of: url, isWritten: false).read()
        guard let content else {
            throw .notAStore(
                store: url.relativePath, reason: "its \(LabelIndex.fileName) is empty")
        }
        self.url = url
        description = content.description
        layout = content.layout
        var parts: [DatasetSplit: LabelledPart] = [:]
        for labels in description.splits {
            guard let keys = content.keys[labels.split] else { continue }
            parts[labels.split] = LabelledPart(labels, keys: keys)
        }
        for (place, hash) in content.shards {
            let shard = try LabelShard(
                place, in: url, hash: hash, rows: description.positions(of: place).count,
                layout: layout)
            parts[place.split]?.shards[ShardKey(place)] = shard
        }
        self.parts = parts
    }

    /// Labels that are there, and labels that there are to be; all splits together.
    public var progress: (labelled: Int, of: Int) {
        var labelled = 0
        for part in parts.values {
            for shard in part.shards.values {
                labelled += description.positions(of: shard.place).count
            }
        }
        return (labelled, description.splits.reduce(0) { $0 + $1.rows })
    }

    /// Refuses a store that was begun and not finished.
    public func requireWhole() throws(LabelStoreError) {
        let (labelled, all) = progress
        guard labelled == all else {
            throw .incomplete(store: url.relativePath, labelled: labelled, of: all)
        }
    }

    /// Compares the checksums of all shards, as before a training that is to come through.
    public func verify() throws(LabelStoreError) {
        for part in parts.values {
            for shard in part.shards.values { try shard.verify() }
        }
    }

    /// The teacher's answer to some examples, in the order of the ids.
    ///
    /// - Parameters:
    ///   - ids: The examples.
    ///   - positions: Where they probably stand in the labelled dataset, which saves a search.
    ///   - view: The view's number, from 0.
    ///   - taps: The paths of the layers whose outputs are wanted, too.
    ///   - length: How many tokens the texts of the batch are padded to; the longest text's where nil.
    ///     Outputs for each token are padded to it with zeros.
    /// - Returns: logits `[examples, classes]` and outputs `[examples] + shape`, `float32`.
    public func answer(
        to ids: [ExampleID], at positions: [Int]? = nil, view: Int = 0,
        of split: DatasetSplit = .train, taps: [String] = [], length: Int? = nil
    ) throws -> StoredAnswer {
        guard let part = parts[split] else {
            throw LabelStoreError.noSplit(store: url.relativePath, split: split.rawValue)
        }
        guard (0..<part.labels.views).contains(view) else {
            throw LabelStoreError.noView(
                store: url.relativePath, view: view, views: part.labels.views)
        }
        let rows = try copyRows(of: ids, positions, view, part)
        let decoder = RowDecoder(layout: layout)
        if let row = decoder.firstWithoutLabel(in: rows) {
            throw LabelStoreError.noLabel(
                store: url.relativePath, id: ids[row].text, view: view)
        }
        guard let logits = try decoder.logits(rows) else {
            throw LabelStoreError.damaged(
                store: url.relativePath, file: "a shard of \(split.rawValue)",
                reason: "names classes that are not there")
        }
        let longest = rows.tokens.max() ?? 0
        guard longest <= length ?? longest else {
            throw LabelStoreError.otherView(
                store: url.relativePath, what: "a text", stored: "of \(longest) tokens",
                found: "cut to \(length ?? longest)")
        }
        var outputs: [String: Tensor] = [:]
        for path in taps {
            outputs[path] = try decoder.tap(
                try index(ofTap: path), rows, length: length ?? longest)
        }
        return StoredAnswer(logits: logits, taps: outputs)
    }

    /// The places of a dataset's examples that have a label in every one of the first views; nil where all
    /// have.
    ///
    /// - Throws: `LabelStoreError` for an example that the store does not know, or a damaged shard.
    public func answered(
        in dataset: any Dataset, views: Int = 1
    ) throws(LabelStoreError) -> [Int]? {
        let labels = try requireLabels(of: dataset.split)
        guard let part = parts[labels.split] else { return nil }
        let decoder = RowDecoder(layout: layout)
        var answered: [Int] = []
        for index in 0..<dataset.count {
            let id = dataset.id(at: index)
            guard let position = part.position(of: id, near: index) else {
                throw .unknownExample(store: url.relativePath, id: id.text)
            }
            var isThere = true
            for view in 0..<views where isThere {
                let key = ShardKey(view: view, number: position / description.shardRows)
                guard let shard = part.shards[key] else { continue }
                isThere = try !shard.begins(
                    row: position % description.shardRows, with: decoder.noLabelMark)
            }
            if isThere { answered.append(index) }
        }
        return answered.count == dataset.count ? nil : answered
    }

    private func copyRows(
        of ids: [ExampleID], _ positions: [Int]?, _ view: Int, _ part: LabelledPart
    ) throws(LabelStoreError) -> StoredRows {
        var rows = StoredRows()
        rows.reserve(rows: ids.count, bytes: ids.count * layout.byteCount)
        for (number, id) in ids.enumerated() {
            let hint = positions.map { $0[number] }
            guard let position = part.position(of: id, near: hint) else {
                throw .unknownExample(store: url.relativePath, id: id.text)
            }
            let key = ShardKey(view: view, number: position / description.shardRows)
            guard let shard = part.shards[key] else {
                let (labelled, all) = progress
                throw .incomplete(store: url.relativePath, labelled: labelled, of: all)
            }
            try shard.append(row: position % description.shardRows, to: &rows)
        }
        return rows
    }

    private func index(ofTap path: String) throws(LabelStoreError) -> Int {
        let stored = description.content.taps.map(\.path)
        guard let index = stored.firstIndex(of: path) else {
            throw .noTap(store: url.relativePath, tap: path, stored: stored)
        }
        return index
    }

    /// Bytes of the index and of all shards.
    public var byteCount: Int {
        let files =
            [LabelIndex.fileName]
            + parts.values.flatMap { part in
                part.shards.values.map(\.place.fileName)
            }
        return files.reduce(0) { sum, name in
            guard case .file(let size)? = fileKind(url.appending(path: name).path) else {
                return sum
            }
            return sum + size
        }
    }
}

/// A stored answer to some examples, in single precision on the CPU.
public struct StoredAnswer {
    /// `[examples, classes]`.
    public var logits: Tensor
    /// By the dotted path of the teacher's layer: `[examples] + shape`.
    public var taps: [String: Tensor]
}
