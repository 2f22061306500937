import CZlib
import Foundation
import Testing

@testable import Torch

/// Puts a zip archive together field by field, true or not.
struct ZipBuilder {
    struct Entry {
        var name = "a"
        var content: [UInt8] = [1, 2, 3]
        var flags: UInt16 = 0
        var method: UInt16 = 0
        var checksum: UInt32?
        var compressedByteCount: UInt32?
        var byteCount: UInt32?
        var offset: UInt32?
        var localName: String?
        var extra: [UInt8] = []
    }

    var entries = [Entry()]
    var count: UInt16?
    var directoryByteCount: UInt32?
    var directoryOffset: UInt32?
    var comment: [UInt8] = []

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        var directory: [UInt8] = []
        for entry in entries {
            let checksum = entry.checksum ?? UInt32(crc32_z(0, entry.content, entry.content.count))
            let size = UInt32(entry.content.count)
            let offset = entry.offset ?? UInt32(bytes.count)
            let localName = Array((entry.localName ?? entry.name).utf8)
            let sizes =
                little(checksum) + little(entry.compressedByteCount ?? size)
                + little(entry.byteCount ?? size)
            bytes += little(0x0403_4B50 as UInt32) + little(20 as UInt16) + little(entry.flags)
            bytes += little(entry.method) + little(0 as UInt32) + sizes
            bytes += little(UInt16(localName.count)) + little(0 as UInt16)
            bytes += localName + entry.content
            directory += little(0x0201_4B50 as UInt32) + little(20 as UInt32) + little(entry.flags)
            directory += little(entry.method) + little(0 as UInt32) + sizes
            directory += little(UInt16(entry.name.utf8.count)) + little(UInt16(entry.extra.count))
            directory += [UInt8](repeating: 0, count: 10) + little(offset)
            directory += Array(entry.name.utf8) + entry.extra
        }
        let start = UInt32(bytes.count)
        let number = count ?? UInt16(entries.count)
        bytes += directory
        bytes += little(0x0605_4B50 as UInt32) + little(0 as UInt32)
        bytes += little(number) + little(number)
        bytes += little(directoryByteCount ?? UInt32(directory.count))
        bytes += little(directoryOffset ?? start)
        bytes += little(UInt16(comment.count)) + comment
        return bytes
    }

    private func little(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
}

@Suite struct ZipArchiveTests {
    private func read(_ builder: ZipBuilder, _ name: String = "a") throws -> [UInt8]? {
        try ZipArchive(FileBytes(builder.bytes)).read(name)?.withUnsafeBytes { Array($0) }
    }

    private func read(_ entry: ZipBuilder.Entry) throws -> [UInt8]? {
        try read(ZipBuilder(entries: [entry]))
    }

    @Test("reads stored entries, also before a comment that looks like a directory")
    func stored() throws {
        var builder = ZipBuilder(entries: [.init(), .init(name: "b", content: [])])
        #expect(try read(builder) == [1, 2, 3])
        #expect(try read(builder, "b") == [])
        #expect(try read(builder, "c") == nil)
        builder.comment = [0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 30)
        #expect(try read(builder) == [1, 2, 3])
    }

    @Test("reads what Python packed with deflate, and with zip64 fields") func python() throws {
        func archive(_ name: String) throws -> ZipArchive {
            try ZipArchive(FileBytes(FileFixtures.bytes(name)))
        }
        let (plain, deflated) = (
            try archive("plain.protocol4.pt"), try archive("deflated.pt")
        )
        #expect(deflated.names == plain.names)
        for name in plain.names {
            let first = try plain.read(name)?.withUnsafeBytes { Array($0) }
            #expect(try deflated.read(name)?.withUnsafeBytes { Array($0) } == first)
        }
        let content = try archive("zip64.zip").read("large/entry")?.withUnsafeBytes { Array($0) }
        #expect(content == Array("content".utf8))
    }

    @Test("an entry whose content was changed is refused by its checksum") func checksum() {
        #expect(throws: ZipError.wrongChecksum(entry: "a")) { try read(.init(checksum: 1)) }
    }

    @Test("entries that lead or reach elsewhere than they may are refused") func lies() {
        let lies: [ZipBuilder.Entry] = [
            .init(offset: 1), .init(offset: .max - 1), .init(offset: 60),
            .init(compressedByteCount: 4, byteCount: 4), .init(byteCount: 2),
            .init(compressedByteCount: .max - 1, byteCount: .max - 1),
            .init(compressedByteCount: .max), .init(localName: "b"),
            .init(
                compressedByteCount: .max, extra: [1, 0, 8, 0] + [UInt8](repeating: 255, count: 8)),
            .init(compressedByteCount: .max, extra: [1, 0, 9, 0, 1]),
        ]
        for lie in lies {
            #expect {
                try read(lie)
            } throws: { error in
                if case .malformed? = error as? ZipError { true } else { false }
            }
        }
    }

    @Test("what is encrypted, or packed another way, is refused by name") func unsupported() {
        #expect(throws: ZipError.unsupported(entry: "a", found: "is encrypted")) {
            try read(.init(flags: 1))
        }
        #expect(throws: ZipError.unsupported(entry: "a", found: "is packed by method 12")) {
            try read(.init(method: 12))
        }
        #expect(throws: ZipError.duplicateName("a")) {
            try read(ZipBuilder(entries: [.init(), .init()]))
        }
    }

    @Test("deflated entries that claim more than they can hold are refused unread") func bombs() {
        #expect(throws: ZipError.self) { try read(.init(method: 8, byteCount: 1 << 31)) }
        #expect(throws: ZipError.self) { try read(.init(method: 8, byteCount: 3000)) }
        #expect(throws: ZipError.self) { try read(.init(content: [], method: 8)) }
        // One stored block of three bytes, claimed to be shorter and longer than it is.
        let block: [UInt8] = [1, 3, 0, 0xFC, 0xFF, 7, 8, 9]
        for byteCount in [0, 2, 4] as [UInt32] {
            #expect(throws: ZipError.self) {
                try read(.init(content: block, method: 8, byteCount: byteCount))
            }
        }
    }

    @Test("a directory that is missing or does not fit is refused") func directory() {
        #expect(throws: ZipError.noDirectory) { try ZipArchive(FileBytes([] as [UInt8])) }
        #expect(throws: ZipError.noDirectory) {
            try ZipArchive(FileBytes([UInt8](repeating: 0x50, count: 70_000)))
        }
        let lies = [
            ZipBuilder(count: 2), ZipBuilder(directoryByteCount: 10),
            ZipBuilder(directoryByteCount: .max), ZipBuilder(directoryOffset: 5),
            ZipBuilder(directoryOffset: .max - 1), ZipBuilder(count: .max),
        ]
        for lie in lies { #expect(throws: ZipError.self) { try read(lie) } }
    }
}
