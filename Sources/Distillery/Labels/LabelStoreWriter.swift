import Foundation
import Torch

/// Writes a store, shard by shard; a process that is killed loses the shard it was at.
///
/// ```swift
/// let writer = try LabelStoreWriter(folder, description, datasets: [data])
/// for place in writer.missing {
///     try writer.write(place) { shard in
///         try shard.append(logits: answer, positions: batch.indices)
///     }
/// }
/// ```
///
/// A shard is written aside, flushed and renamed, and then noted in the index; what the index does
/// not name is written anew. One process writes at a time; others may read meanwhile.
public final class LabelStoreWriter {
    public let url: URL
    public private(set) var description: LabelStoreDescription
    private let layout: RowLayout
    private let index: LabelIndex
    private let lock: RunLock
    private var finished: Set<ShardPlace>

    /// Begins a store in a new or empty folder, or goes on with one of the same description.
    ///
    /// Of a store that is gone on with, the shards are compared with their checksums, and what is
    /// damaged counts as missing. Views and splits beyond those it was begun with are added to it.
    ///
    /// - Throws: `RunError.folderInUse` where another process writes there or other files lie
    ///   there; `LabelStoreError` where the store there is of something else.
    public init(
        _ url: URL, _ description: LabelStoreDescription, datasets: [any Dataset]
    ) throws {
        self.url = url
        layout = try RowLayout(description.content, classes: description.answerWidth)
        lock = try RunLock(RunFolder(url))
        try DurableFile.removeLeftovers(in: url)
        var keys: [DatasetSplit: ExampleKeys] = [:]
        for dataset in datasets { keys[dataset.split] = try ExampleKeys(of: dataset) }
        for labels in description.splits where keys[labels.split]?.count != labels.examples {
            throw LabelStoreError.request(
                what: "the \(labels.split.rawValue) dataset to label",
                found: "of \(keys[labels.split]?.count ?? 0) examples",
                expected: "that of the description, of \(labels.examples)")
        }
        try Self.requireOwnFolder(url)
        index = try LabelIndex(of: url, isWritten: true)
        if let former = try index.read() {
            self.description = try former.description.grown(to: description, store: url)
            for (split, own) in keys {
                guard let stored = former.keys[split], stored != own else { continue }
                throw LabelStoreError.otherData(
                    store: url.relativePath, split: split.rawValue, stored: "other ids",
                    found: "these")
            }
            if self.description != former.description {
                try index.replace(
                    self.description, adding: keys.filter { former.keys[$0.key] == nil })
            }
            finished = try Self.sound(former.shards, in: url, self.description, layout, index)
        } else {
            self.description = description
            try index.create(description, keys: keys)
            finished = []
        }
    }

    private static func requireOwnFolder(_ url: URL) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: url.path)
        guard !names.contains(LabelIndex.fileName) else { return }
        if let foreign = names.filter({ !$0.hasPrefix(".") }).min() {
            throw RunError.folderInUse(
                folder: url.relativePath, reason: "holds other files (\(foreign), …)")
        }
    }

    /// The shards whose files are what was written; the others are forgotten.
    private static func sound(
        _ shards: [ShardPlace: String], in url: URL, _ description: LabelStoreDescription,
        _ layout: RowLayout, _ index: LabelIndex
    ) throws(LabelStoreError) -> Set<ShardPlace> {
        var sound: Set<ShardPlace> = []
        for (place, hash) in shards {
            do throws(LabelStoreError) {
                try LabelShard(
                    place, in: url, hash: hash, rows: description.positions(of: place).count,
                    layout: layout
                ).verify()
                sound.insert(place)
            } catch {
                try index.forget(place)
            }
        }
        return sound
    }

    /// The shards that are still to be written, split by split and view by view.
    public var missing: [ShardPlace] { description.places.filter { !finished.contains($0) } }

    /// Labels that are there, of how many.
    public var progress: (labelled: Int, of: Int) {
        let labelled = finished.reduce(0) { $0 + description.positions(of: $1).count }
        return (labelled, description.splits.reduce(0) { $0 + $1.rows })
    }

    /// Writes a shard of the rows that `body` appends.
    ///
    /// An error of `body` leaves the store as it was.
    public func write(_ place: ShardPlace, _ body: (ShardWriter) throws -> Void) throws {
        var hash = ""
        try DurableFile.write(to: url.appending(path: place.fileName)) { file in
            let shard = ShardWriter(
                file: file, positions: description.positions(of: place), layout: layout)
            try body(shard)
            hash = try shard.finish()
        }
        try index.record(place, hash: hash)
        finished.insert(place)
    }

    /// Notes how good the teacher is on the validation examples.
    public func note(_ evaluation: ModelEvaluation) throws(LabelStoreError) {
        description.teacher.evaluation = evaluation
        try index.replace(description)
    }
}
