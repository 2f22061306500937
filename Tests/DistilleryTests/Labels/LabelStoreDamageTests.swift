import Foundation
import GRDB
import Testing
import Torch

@testable import Distillery

@Suite("A damaged label store")
struct LabelStoreDamageTests {
    /// Opens a store as a training does.
    private func open(_ url: URL) throws -> LabelStore {
        let store = try LabelStore(url)
        try store.requireWhole()
        try store.verify()
        return store
    }

    private func damaged(_ reason: String, _ damage: (URL) throws -> Void) throws {
        let small = try SmallStore()
        try small.write(small.description())
        _ = try open(small.url)
        try damage(small.url)
        let error = #expect(throws: LabelStoreError.self) { try open(small.url) }
        #expect("\(error as Any)".contains(reason))
    }

    private func execute(_ sql: String, in url: URL) throws {
        let queue = try DatabaseQueue(path: url.appending(path: "index.sqlite").path)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }

    @Test("with a shortened, changed or missing shard is refused with the shard's name")
    func shards() throws {
        let name = "train-view0-00001.bin"
        try damaged("\(name) has 319 bytes, 320 were written") { url in
            let file = url.appending(path: name)
            try Data(contentsOf: file).dropLast().write(to: file)
        }
        try damaged("\(name) has another checksum") { url in
            let file = url.appending(path: name)
            var bytes = try Data(contentsOf: file)
            bytes[319] ^= 0x80
            try bytes.write(to: file)
        }
        try damaged("\(name) cannot be read") { url in
            try FileManager.default.removeItem(at: url.appending(path: name))
        }
    }

    @Test("is read as it was before a writer that was killed in the middle of a change")
    func killed() throws {
        let small = try SmallStore()
        try small.write(small.description())
        let former = try open(small.url).description
        let index = small.url.appending(path: "index.sqlite")
        let (torn, journal) = (index.path + ".torn", index.path + "-journal")
        let queue = try DatabaseQueue(path: index.path)
        try queue.inDatabase { db in
            // Pages are written back in the middle of the change, as a large one does.
            try db.execute(sql: "PRAGMA cache_spill = 1; PRAGMA cache_size = 1; BEGIN")
            try db.execute(sql: "CREATE TABLE more (bytes BLOB)")
            for _ in 0..<40 { try db.execute(sql: "INSERT INTO more VALUES (zeroblob(4000))") }
            try db.execute(sql: "DELETE FROM more")
            try FileManager.default.copyItem(atPath: index.path, toPath: torn)
            try FileManager.default.copyItem(atPath: journal, toPath: torn + "-journal")
            try db.execute(sql: "ROLLBACK")
        }
        try queue.close()
        #expect(try Data(contentsOf: URL(filePath: torn)) != Data(contentsOf: index))
        try FileManager.default.removeItem(at: index)
        try FileManager.default.moveItem(atPath: torn, toPath: index.path)
        try FileManager.default.moveItem(atPath: torn + "-journal", toPath: journal)
        #expect(try open(small.url).description == former)
        #expect(!FileManager.default.fileExists(atPath: journal))
    }

    @Test("without its index, or with something else in its place, is no store")
    func index() throws {
        let index = { (url: URL) in url.appending(path: "index.sqlite") }
        try damaged("it has no index.sqlite") { try FileManager.default.removeItem(at: index($0)) }
        try damaged("its index.sqlite is empty") { try Data().write(to: index($0)) }
        try damaged("no SQLite database") {
            try Data(repeating: 7, count: 9000).write(to: index($0))
        }
        try damaged("index.sqlite") { url in
            let bytes = try Data(contentsOf: index(url))
            try bytes.prefix(bytes.count / 2).write(to: index(url))
        }
        try damaged("a database of something else") { url in
            try FileManager.default.removeItem(at: index(url))
            try execute("CREATE TABLE friend (name TEXT)", in: url)
        }
    }

    @Test("whose index was changed is refused")
    func content() throws {
        try damaged("format 9, this version knows up to 2") {
            try execute("PRAGMA user_version = 9", in: $0)
        }
        try damaged("other tables") { try execute("CREATE TABLE more (a)", in: $0) }
        try damaged("other tables") { url in
            try execute("DROP TABLE shard", in: url)
            try execute("CREATE VIEW shard AS SELECT * FROM examples", in: url)
        }
        try damaged("another checksum") {
            try execute(
                "UPDATE description SET text = replace(text, 'resnet20', 'resnet8')", in: $0)
        }
        try damaged("no description") { try execute("DELETE FROM description", in: $0) }
        try damaged("keys of 50") {
            try execute("UPDATE examples SET keys = zeroblob(16)", in: $0)
        }
        try damaged("keys with another checksum") {
            try execute("UPDATE examples SET keys = zeroblob(400)", in: $0)
        }
        try damaged("a shard that cannot be") {
            try execute("UPDATE shard SET number = 7 WHERE number = 1", in: $0)
        }
        try damaged("a shard that cannot be") {
            try execute("UPDATE shard SET view = -1 WHERE number = 1", in: $0)
        }
        try damaged("34 of 50 labels") { try execute("DELETE FROM shard WHERE number = 1", in: $0) }
    }

    @Test("with any byte of the index changed is refused, or gives what was written")
    func fuzz() throws {
        let small = try SmallStore(count: 20)
        try small.write(small.description())
        let index = small.url.appending(path: "index.sqlite")
        let sound = try Data(contentsOf: index)
        let expected = try open(small.url).answer(to: small.ids(Array(0..<20))).logits
        var random = RandomStream(1, 2, 3)
        for _ in 0..<300 {
            var bytes = sound
            for _ in 0...random.integer(below: 4) {
                bytes[random.integer(below: bytes.count)] = UInt8(random.integer(below: 256))
            }
            try bytes.write(to: index)
            do {
                let store = try open(small.url)
                let answer = try store.answer(to: small.ids(Array(0..<20)))
                #expect(try answer.logits.isIdentical(to: expected))
            } catch is LabelStoreError {
                continue
            }
        }
    }
}
