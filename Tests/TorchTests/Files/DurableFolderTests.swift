import Foundation
import Testing

@testable import Torch

@Suite struct DurableFolderTests {
    private struct Interruption: Error {}

    @Test("replaces a folder whole and leaves nothing beside it") func replaces() throws {
        let place = try TemporaryFolder()
        let folder = place.file("package")
        try DurableFolder.write(to: folder) { partial in
            try DurableFile.write("old".utf8, to: partial.appending(path: "old"))
        }
        try DurableFolder.write(to: folder) { partial in
            let inner = partial.appending(path: "inner")
            try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
            try DurableFile.write("new".utf8, to: inner.appending(path: "new"))
        }
        #expect(try place.names == ["package"])
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
        #expect(names == ["inner", "inner/new"])
    }

    @Test("what fails leaves the old folder and no other") func failing() throws {
        let place = try TemporaryFolder()
        let folder = place.file("package")
        try DurableFolder.write(to: folder) { partial in
            try DurableFile.write("old".utf8, to: partial.appending(path: "file"))
        }
        #expect(throws: Interruption.self) {
            try DurableFolder.write(to: folder) { partial in
                try DurableFile.write("new".utf8, to: partial.appending(path: "file"))
                throw Interruption()
            }
        }
        #expect(try String(contentsOf: folder.appending(path: "file"), encoding: .utf8) == "old")
        #expect(try place.names == ["package"])
    }

    @Test("where there is no folder to be in, nothing is written") func nowhere() throws {
        let place = try TemporaryFolder()
        #expect(throws: FileError.self) {
            try DurableFolder.write(to: place.file("missing/package")) { _ in
                Issue.record("a folder was made")
            }
        }
        #expect(try place.names.isEmpty)
    }
}
