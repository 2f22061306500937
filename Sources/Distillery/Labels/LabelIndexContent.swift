import Foundation
import GRDB

/// What an index says, checked for sense; files of strangers are hostile until then.
struct LabelIndexContent {
    let description: LabelStoreDescription
    let layout: RowLayout
    let keys: [DatasetSplit: ExampleKeys]
    /// SHA-256 of the finished shards.
    let shards: [ShardPlace: String]

    private static let longestDescription = 64 << 20
    private static let mostShards = 1 << 22
    private static let mostViews = 1 << 20

    init(_ db: Database, store: String) throws {
        let damaged = { (reason: String) in
            LabelStoreError.damaged(store: store, file: LabelIndex.fileName, reason: reason)
        }
        description = try Self.readDescription(db, damaged)
        do {
            layout = try RowLayout(description.content, classes: description.answerWidth)
        } catch {
            throw damaged("has sizes that cannot be (\(error))")
        }
        guard (1...1 << 24).contains(description.shardRows),
            Set(description.splits.map(\.split)).count == description.splits.count
        else { throw damaged("describes its splits or shards in a way that cannot be") }
        var keys: [DatasetSplit: ExampleKeys] = [:]
        for split in description.splits {
            guard (0...1 << 40).contains(split.examples),
                (1...Self.mostViews).contains(split.views)
            else { throw damaged("has \(split.examples) examples in \(split.views) views") }
            keys[split.split] = try Self.readKeys(db, split, damaged)
        }
        self.keys = keys
        shards = try Self.readShards(db, description, damaged)
    }

    private static func readDescription(
        _ db: Database, _ damaged: (String) -> LabelStoreError
    ) throws -> LabelStoreDescription {
        let length = try Int.fetchAll(db, sql: "SELECT length(text) FROM description")
        guard length.count == 1, length[0] <= longestDescription,
            let row = try Row.fetchOne(db, sql: "SELECT text, sha256 FROM description"),
            let text = String.fromDatabaseValue(row["text"]),
            let hash = String.fromDatabaseValue(row["sha256"])
        else { throw damaged("has no description") }
        let bytes = Data(text.utf8)
        guard ContentHash.of(bytes) == hash else {
            throw damaged("has a description with another checksum than when it was written")
        }
        do {
            return try JSONDecoder().decode(LabelStoreDescription.self, from: bytes)
        } catch {
            throw damaged("has a description that cannot be read (\(error))")
        }
    }

    private static func readKeys(
        _ db: Database, _ split: LabelledSplit, _ damaged: (String) -> LabelStoreError
    ) throws -> ExampleKeys {
        let name = split.split.rawValue
        let length = try Int.fetchAll(
            db, sql: "SELECT length(keys) FROM examples WHERE split = ?", arguments: [name])
        // The length first: SQLite would make room for whatever is stated.
        guard length == [split.examples * 8],
            let row = try Row.fetchOne(
                db, sql: "SELECT keys, sha256 FROM examples WHERE split = ?", arguments: [name]),
            let data = Data.fromDatabaseValue(row["keys"]),
            let hash = String.fromDatabaseValue(row["sha256"]),
            let keys = ExampleKeys(bytes: Array(data)), keys.count == split.examples
        else { throw damaged("does not have the keys of \(split.examples) \(name) examples") }
        guard keys.hash == hash else {
            throw damaged("has keys with another checksum than when they were written")
        }
        return keys
    }

    private static func readShards(
        _ db: Database, _ description: LabelStoreDescription,
        _ damaged: (String) -> LabelStoreError
    ) throws -> [ShardPlace: String] {
        let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM shard") ?? 0
        guard count <= mostShards else { throw damaged("names \(count) shards") }
        var shards: [ShardPlace: String] = [:]
        shards.reserveCapacity(count)
        let rows = try Row.fetchCursor(db, sql: "SELECT split, view, number, sha256 FROM shard")
        while let row = try rows.next() {
            guard let name = String.fromDatabaseValue(row["split"]),
                let split = DatasetSplit(rawValue: name),
                let labels = description.labels(of: split),
                let view = Int.fromDatabaseValue(row["view"]), (0..<labels.views).contains(view),
                let number = Int.fromDatabaseValue(row["number"]),
                (0..<description.shardCount(of: labels)).contains(number),
                let hash = String.fromDatabaseValue(row["sha256"])
            else { throw damaged("names a shard that cannot be") }
            shards[ShardPlace(split: split, view: view, number: number)] = hash
        }
        return shards
    }
}

extension LabelStoreDescription {
    /// The shards of one view.
    func shardCount(of labels: LabelledSplit) -> Int {
        (labels.examples + shardRows - 1) / shardRows
    }

    /// The examples whose rows a shard holds.
    func positions(of place: ShardPlace) -> Range<Int> {
        let examples = labels(of: place.split)?.examples ?? 0
        let start = min(place.number * shardRows, examples)
        return start..<min(start + shardRows, examples)
    }

    /// All shards of a finished store, split by split and view by view.
    var places: [ShardPlace] {
        splits.flatMap { labels in
            (0..<labels.views).flatMap { view in
                (0..<shardCount(of: labels)).map {
                    ShardPlace(split: labels.split, view: view, number: $0)
                }
            }
        }
    }
}
