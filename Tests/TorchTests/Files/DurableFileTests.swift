import Foundation
import Testing

@testable import Torch

@Suite struct DurableFileTests {
    private struct Interruption: Error {}

    @Test("replaces a file whole and leaves nothing beside it") func replaces() throws {
        let folder = try TemporaryFolder()
        let file = folder.file("weights")
        try DurableFile.write("old".utf8, to: file)
        try DurableFile.write("new".utf8, to: file)
        #expect(try String(contentsOf: file, encoding: .utf8) == "new")
        #expect(try folder.names == ["weights"])
    }

    @Test("gathers small writes and passes on large ones in order") func order() throws {
        let folder = try TemporaryFolder()
        let large = [UInt8](repeating: 7, count: 200_000)
        try DurableFile.write(to: folder.file("mixed")) { writer in
            try writer.write("a")
            try writer.write(large)
            try writer.write([1, 2].lazy.map { UInt8($0) })
            #expect(writer.byteCount == 200_003)
        }
        let read = Array(try Data(contentsOf: folder.file("mixed")))
        #expect(read == Array("a".utf8) + large + [1, 2])
    }

    @Test("a writer that fails leaves the old file and no other") func failingBody() throws {
        let folder = try TemporaryFolder()
        let file = folder.file("weights")
        try DurableFile.write("old".utf8, to: file)
        #expect(throws: Interruption.self) {
            try DurableFile.write(to: file) { writer in
                try writer.write([UInt8](repeating: 0, count: 100_000))
                throw Interruption()
            }
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == "old")
        #expect(try folder.names == ["weights"])
    }

    #if os(Linux)
        @Test("a full device is named, and leaves the old file and no other") func diskFull() throws
        {
            let folder = try TemporaryFolder()
            let file = folder.file("weights")
            try DurableFile.write("old".utf8, to: file)
            #expect {
                try DurableFile.write(to: file) { writer in
                    // From here on the file beside the destination is a device that is full.
                    let full = open("/dev/full", O_WRONLY)
                    dup2(full, writer.descriptor)
                    close(full)
                    try writer.write("new")
                }
            } throws: { error in
                guard case .diskFull(file.path, "writing", let reason)? = error as? FileError else {
                    return false
                }
                return reason == "No space left on device (errno 28)"
            }
            #expect(try String(contentsOf: file, encoding: .utf8) == "old")
            #expect(try folder.names == ["weights"])
        }
    #endif

    @Test("a folder that is missing, or in the file's place, is a typed error") func wrongPlace()
        throws
    {
        let folder = try TemporaryFolder()
        let missing = folder.file("missing/weights")
        #expect(throws: FileError.self) { try DurableFile.write([1], to: missing) }
        #expect {
            try DurableFile.write([1], to: folder.url)
        } throws: { error in
            guard case .unwritable? = error as? FileError else { return false }
            return "\(error)".contains("Is a directory")
        }
        #expect(try folder.names.isEmpty)
    }

    @Test("keeps the permissions of the file, and a link a link") func keepsWhatWasThere() throws {
        let folder = try TemporaryFolder()
        let (file, link) = (folder.file("file"), folder.file("link"))
        try DurableFile.write([1], to: file)
        chmod(file.path, 0o640)
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
        try DurableFile.write([2], to: link)

        var status = stat()
        #expect(lstat(link.path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
        #expect(stat(file.path, &status) == 0 && status.st_mode & 0o777 == 0o640)
        #expect(try Data(contentsOf: file) == Data([2]))
    }

    @Test("removes the leftovers of a killed process and nothing else") func leftovers() throws {
        let folder = try TemporaryFolder()
        try DurableFile.write([1], to: folder.file("kept.partial"))
        // A writer that is neither committed nor discarded is what a killed process leaves.
        let killed = Unmanaged.passRetained(
            try DurableFileWriter(destination: folder.file("weights")))
        #expect(try folder.names.count == 2)
        try DurableFile.removeLeftovers(in: folder.url)
        #expect(try folder.names == ["kept.partial"])
        killed.release()
    }
}
