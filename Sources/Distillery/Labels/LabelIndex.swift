import Foundation
import GRDB

/// The SQLite file of a store: what the labels are, the examples' keys, and the finished shards.
///
/// A shard stands in it once its file is on the device, so that what the index names is there,
/// however the writer ended.
final class LabelIndex {
    static let fileName = "index.sqlite"
    /// Marks the file as ours: "DLAB" in ASCII.
    static let applicationID = 0x444C_4142
    /// The latest format; the first one has logits of classes and rows of one length.
    static let format = 2
    private static let schema = [
        "CREATE TABLE description (text TEXT NOT NULL, sha256 TEXT NOT NULL)",
        "CREATE TABLE examples (split TEXT NOT NULL, keys BLOB NOT NULL, sha256 TEXT NOT NULL)",
        """
        CREATE TABLE shard (split TEXT NOT NULL, view INTEGER NOT NULL, number INTEGER NOT NULL, \
        sha256 TEXT NOT NULL, PRIMARY KEY (split, view, number)) WITHOUT ROWID
        """,
    ]

    private let queue: DatabaseQueue
    private let store: String

    /// Opens the index of a store; to write, also one that is not there yet or still empty.
    init(of store: URL, isWritten: Bool) throws(LabelStoreError) {
        self.store = store.relativePath
        let file = store.appending(path: Self.fileName)
        try Self.requireFile(file, store: self.store, mayBeAbsent: isWritten)
        var configuration = Configuration()
        configuration.readonly = !isWritten
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA trusted_schema = OFF") }
        do {
            if !isWritten { try Self.rollBackAfterKill(file) }
            queue = try DatabaseQueue(path: file.path, configuration: configuration)
        } catch {
            throw Self.refusal(error, store: self.store)
        }
    }

    /// A writer that was killed in a transaction leaves a journal, which a connection that may only
    /// read cannot roll back.
    private static func rollBackAfterKill(_ file: URL) throws {
        guard FileManager.default.fileExists(atPath: file.path + "-journal") else { return }
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA trusted_schema = OFF") }
        let writable = try DatabaseQueue(path: file.path, configuration: configuration)
        _ = try writable.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") }
        try writable.close()
    }

    /// SQLite would wait for a pipe, and make a file that is not there.
    private static func requireFile(
        _ file: URL, store: String, mayBeAbsent: Bool
    ) throws(LabelStoreError) {
        switch fileKind(file.path) {
        case .file: return
        case nil where mayBeAbsent: return
        case nil: throw .notAStore(store: store, reason: "it has no \(fileName)")
        default: throw .notAStore(store: store, reason: "its \(fileName) is no file")
        }
    }

    /// Writes the tables of a new store, all or nothing.
    func create(
        _ description: LabelStoreDescription, keys: [DatasetSplit: ExampleKeys]
    ) throws(LabelStoreError) {
        try access { db in
            try db.inTransaction {
                for table in Self.schema { try db.execute(sql: table) }
                try Self.write(description, keys, to: db)
                try db.execute(sql: "PRAGMA application_id = \(Self.applicationID)")
                try db.execute(
                    sql:
                        "PRAGMA user_version = \(description.content.needsLaterFormat ? Self.format : 1)"
                )
                return .commit
            }
        }
    }

    /// Puts another description in the place of the former one, with the keys of new splits.
    func replace(
        _ description: LabelStoreDescription, adding keys: [DatasetSplit: ExampleKeys] = [:]
    ) throws(LabelStoreError) {
        try access { db in
            try db.inTransaction {
                try db.execute(sql: "DELETE FROM description")
                try Self.write(description, keys, to: db)
                return .commit
            }
        }
    }

    private static func write(
        _ description: LabelStoreDescription, _ keys: [DatasetSplit: ExampleKeys], to db: Database
    ) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = try encoder.encode(description)
        try db.execute(
            sql: "INSERT INTO description VALUES (?, ?)",
            arguments: [String(decoding: text, as: UTF8.self), ContentHash.of(text)])
        for (split, keys) in keys {
            try db.execute(
                sql: "INSERT INTO examples VALUES (?, ?, ?)",
                arguments: [split.rawValue, Data(keys.bytes), keys.hash])
        }
    }

    /// Notes that a shard's file is whole.
    func record(_ place: ShardPlace, hash: String) throws(LabelStoreError) {
        try access { db in
            try db.execute(
                sql: "INSERT INTO shard VALUES (?, ?, ?, ?)",
                arguments: [place.split.rawValue, place.view, place.number, hash])
        }
    }

    /// Forgets a shard, so that it is written anew.
    func forget(_ place: ShardPlace) throws(LabelStoreError) {
        try access { db in
            try db.execute(
                sql: "DELETE FROM shard WHERE split = ? AND view = ? AND number = ?",
                arguments: [place.split.rawValue, place.view, place.number])
        }
    }

    /// What the index says, or nil where nothing was written to it yet.
    ///
    /// - Throws: `LabelStoreError` for a file that is no index, of a later format, or damaged.
    func read() throws(LabelStoreError) -> LabelIndexContent? {
        let store = self.store
        return try access { db in
            let objects = try String.fetchAll(
                db, sql: "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
            let mark = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
            if objects.isEmpty, mark == 0 { return nil }
            guard mark == Self.applicationID else {
                throw LabelStoreError.notAStore(
                    store: store, reason: "its \(Self.fileName) is a database of something else")
            }
            let format = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            guard format <= Self.format else {
                throw LabelStoreError.newerFormat(store: store, found: format, known: Self.format)
            }
            // Views or triggers of a stranger's file are nothing to run queries against.
            guard objects == Self.schema else {
                throw LabelStoreError.damaged(
                    store: store, file: Self.fileName, reason: "has other tables than it should")
            }
            return try LabelIndexContent(db, store: store)
        }
    }

    private func access<Value>(
        _ body: (Database) throws -> Value
    ) throws(LabelStoreError) -> Value {
        do {
            return try queue.inDatabase(body)
        } catch {
            throw Self.refusal(error, store: store)
        }
    }

    private static func refusal(_ error: any Error, store: String) -> LabelStoreError {
        if let own = error as? LabelStoreError { return own }
        guard let error = error as? DatabaseError else {
            return .damaged(store: store, file: fileName, reason: "cannot be read (\(error))")
        }
        switch error.resultCode {
        case .SQLITE_NOTADB:
            return .notAStore(store: store, reason: "its \(fileName) is no SQLite database")
        case .SQLITE_READONLY where error.extendedResultCode == .SQLITE_READONLY_ROLLBACK:
            return .damaged(
                store: store, file: fileName, reason: "was being written when its process ended")
        default:
            return .damaged(
                store: store, file: fileName,
                reason: "is refused by SQLite (\(error.message ?? "\(error.resultCode)"))")
        }
    }
}
