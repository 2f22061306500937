import Foundation
import Testing

@testable import Distillery

@Suite("TensorBoard event files")
struct EventFileWriterTests {
    struct Reference: Decodable { var file: Data }

    @Test("equal those of TensorBoard's own writer, byte for byte")
    func equalReference() throws {
        let reference: Reference = try ReportFixture.load("events")
        let folder = try ScratchFolder()
        func time(_ seconds: Double) -> Date {
            Date(timeIntervalSince1970: 1_700_000_000 + seconds)
        }
        let writer = try EventFileWriter(folder: folder.url, wallTime: time(0.25))
        try writer.addScalars(
            ["loss/total": 1.75, "accuracy/top1": 0.9125], step: 40, wallTime: time(1.5))
        try writer.markResumption(step: 40, wallTime: time(2))
        try writer.addScalars(["loss/total": 0], step: 300, wallTime: time(3))
        try writer.flush()
        #expect(try Data(contentsOf: writer.url) == reference.file)
    }

    @Test("are read after those that lie in the folder already")
    func order() throws {
        let folder = try ScratchFolder()
        let now = Date()
        let first = try EventFileWriter(folder: folder.url, wallTime: now)
        let second = try EventFileWriter(folder: folder.url, wallTime: now)
        let third = try EventFileWriter(folder: folder.url, wallTime: now - 3600)
        let names = [first, second, third].map(\.url.lastPathComponent)
        #expect(names == names.sorted())
        #expect(Set(names).count == 3)
    }

    @Test("say which file could not be written")
    func unwritable() throws {
        let folder = try ScratchFolder()
        let file = folder.url.appending(path: "file")
        try Data().write(to: file)
        #expect(throws: ReportFileError.self) {
            try EventFileWriter(folder: file.appending(path: "events"))
        }
    }
}

@Suite("Masked CRC-32C")
struct MaskedCRC32CTests {
    @Test("gives the check value of the algorithm's catalogue and the vectors of RFC 3720")
    func vectors() {
        #expect(MaskedCRC32C.checksum(Data("123456789".utf8)) == 0xE306_9283)
        #expect(MaskedCRC32C.checksum([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
        #expect(MaskedCRC32C.checksum([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
        #expect(MaskedCRC32C.checksum(Array(UInt8(0)..<32)) == 0x46DD_794E)
    }
}
