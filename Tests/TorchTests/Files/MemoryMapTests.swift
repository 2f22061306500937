import Foundation
import Testing

@testable import Torch

@Suite struct MemoryMapTests {
    @Test("keeps the content of a file that was replaced and removed") func keepsContent() throws {
        let folder = try TemporaryFolder()
        let file = folder.file("a")
        try DurableFile.write([1, 2, 3], to: file)
        let map = try MemoryMap(file)
        try DurableFile.write([9], to: file)
        try FileManager.default.removeItem(at: file)
        #expect(map.count == 3)
        #expect(map.withUnsafeBytes { Array($0) } == [1, 2, 3])
    }

    @Test("an empty file is no bytes") func empty() throws {
        let folder = try TemporaryFolder()
        try DurableFile.write([], to: folder.file("a"))
        #expect(try MemoryMap(folder.file("a")).count == 0)
    }

    @Test("what is missing, a folder or a pipe is a typed error") func notFiles() throws {
        let folder = try TemporaryFolder()
        let missing = folder.file("a")
        #expect(throws: FileError.notFound(path: missing.path)) { try MemoryMap(missing) }
        #expect(throws: FileError.notAFile(path: folder.url.path, found: "a folder")) {
            try MemoryMap(folder.url)
        }
        let pipe = folder.file("pipe")
        #expect(mkfifo(pipe.path, 0o600) == 0)
        #expect(throws: FileError.self) { try MemoryMap(pipe) }
    }

    @Test("a slice outlives the file bytes it is of, and never leaves them") func slices() throws {
        let slice = try #require(FileBytes([1, 2, 3, 4] as [UInt8]).slice(from: 1, count: 2))
        #expect(slice.withUnsafeBytes { Array($0) } == [2, 3])
        #expect(slice.slice(from: 2, count: 0)?.count == 0)
        #expect(slice.slice(from: 1, count: 2).map(\.count) == nil)
        #expect(slice.slice(from: -1, count: 1).map(\.count) == nil)
        #expect(slice.slice(from: 1, count: .max).map(\.count) == nil)
        #expect(slice.slice(from: .max, count: 1).map(\.count) == nil)
    }
}
