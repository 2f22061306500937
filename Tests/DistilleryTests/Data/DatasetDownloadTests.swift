import Foundation
import Testing

@testable import Distillery

@Suite("Dataset download")
struct DatasetDownloadTests {
    private func source(
        _ server: FileServer, _ name: String, _ bytes: [UInt8], members: [String] = []
    ) -> DownloadSource {
        DownloadSource(
            url: "http://127.0.0.1:\(server.port)/\(name)", bytes: bytes.count,
            sha256: ContentHash.of(bytes), members: members)
    }

    private func files(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    @Test("fetches a file, and does not fetch it again")
    func fetches() throws {
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let server = try FileServer(["a.gz": bytes])
        let folder = try TemporaryFolder()
        let file = source(server, "a.gz", bytes)
        for _ in 0..<2 { try DatasetDownload().fetch([file], into: folder.path) }
        #expect(try readFile("\(folder.path)/a.gz") == bytes)
        #expect(try files(in: folder.path) == ["a.gz"])
        #expect(server.requestCount == 1)
    }

    @Test("unpacks the files asked for from an archive, and keeps nothing else")
    func unpacks() throws {
        let archive = try DataFixture.bytes("cifar.tar.gz")
        let server = try FileServer(["c.tar.gz": archive])
        let folder = try TemporaryFolder()
        let file = source(server, "c.tar.gz", archive, members: ["ten.bin", "hundred.bin"])
        try DatasetDownload().fetch([file], into: folder.path)
        #expect(try files(in: folder.path) == ["hundred.bin", "ten.bin"])
        #expect(try readFile("\(folder.path)/ten.bin").count == 2 * 3073)
    }

    @Test("leaves nothing behind when the file is another, longer, shorter or absent")
    func refuses() throws {
        let bytes = Array("the right file".utf8)
        let server = try FileServer([
            "other": Array("the wrong file".utf8), "long": bytes + bytes,
            "short": Array(bytes.dropLast()),
        ])
        let folder = try TemporaryFolder()
        func error(_ name: String) -> DownloadError? {
            do {
                try DatasetDownload().fetch([source(server, name, bytes)], into: folder.path)
                return nil
            } catch {
                return error
            }
        }
        guard case .checksum = error("other") else {
            Issue.record("another file is taken")
            return
        }
        guard case .length = error("long"), case .length(_, 13, 14) = error("short") else {
            Issue.record("a file of another length is taken")
            return
        }
        guard case .status(_, 404) = error("absent") else {
            Issue.record("an error page is taken")
            return
        }
        #expect(try files(in: folder.path).isEmpty)
    }

    @Test("without a network says which files to put where")
    func noNetwork() throws {
        let folder = try TemporaryFolder()
        // A port that nothing listens on any more.
        let port = try FileServer([:]).port
        let kind = UnreachableKind(url: "http://127.0.0.1:\(port)/pictures.gz")
        let error = #expect(throws: DatasetError.self) {
            try DatasetDownload(cache: folder.path, timeout: 2).fetch(kind)
        }
        guard case .download("unreachable", .network, let advice) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(advice.contains("pictures.gz") && advice.contains("--data"))
    }
}

private struct UnreachableKind: DatasetKind {
    let url: String
    let name = "unreachable"
    let summary = ""
    let classNames: [String]? = nil
    let channels = 1
    let imageSize: ImageSize? = nil
    let normalization = Normalization.imageNet
    var sources: [DownloadSource] { [DownloadSource(url: url, bytes: 1, sha256: "")] }

    func folders(_ options: DatasetOptions) -> [String] { [] }
    func isPresent(_ split: DatasetSplit, _ options: DatasetOptions) -> Bool { false }
    func open(
        _ split: DatasetSplit, _ options: DatasetOptions
    ) throws(DatasetError) -> any ImageDataset { sampleDataset() }
}
