import Foundation

/// Fetches a dataset from its official source into the cache folder.
///
/// A file is written aside, checked against its pinned length and SHA-256, flushed and only
/// then named: what lies in the cache is whole. Files that are there are not fetched again.
public struct DatasetDownload: Sendable {
    /// The folder under which every dataset has its own.
    public let cache: String
    /// Seconds without a byte after which the network counts as absent.
    public let timeout: TimeInterval
    private let progress: @Sendable (DownloadProgress) -> Void

    public init(
        cache: String = DatasetFolders.cache, timeout: TimeInterval = 10,
        progress: @escaping @Sendable (DownloadProgress) -> Void = { _ in }
    ) {
        self.cache = cache
        self.timeout = timeout
        self.progress = progress
    }

    /// Fetches what is missing of a dataset.
    ///
    /// Throws `DatasetError.download` with what to put where by hand instead.
    public func fetch(_ kind: any DatasetKind) throws(DatasetError) {
        do {
            try fetch(kind.sources, into: "\(cache)/\(kind.name)")
        } catch {
            throw .download(dataset: kind.name, reason: error, advice: kind.advice())
        }
    }

    func fetch(_ sources: [DownloadSource], into folder: String) throws(DownloadError) {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw .write(path: folder, message: error.localizedDescription)
        }
        for source in sources {
            let results = source.members.isEmpty ? [source.fileName] : source.members
            let isThere = results.allSatisfy { fileKind("\(folder)/\($0)") != nil }
            guard !isThere else { continue }
            let path = "\(folder)/\(source.fileName)"
            // An archive that was put there by hand is as good; gzip's own checksum guards it.
            if fileKind(path) != .file(size: source.bytes) {
                try FileTransfer(source, to: path, progress: progress).run(timeout: timeout)
            }
            guard !source.members.isEmpty else { continue }
            try unpack(path, source: source, into: folder)
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    /// Writes the members of a `.tar.gz` beside it, each whole or not at all.
    private func unpack(
        _ path: String, source: DownloadSource, into folder: String
    ) throws(DownloadError) {
        let packed: [UInt8]
        do {
            packed = try readFile(path)
        } catch {
            throw .archive(fileName: source.fileName, message: error.description)
        }
        // Pictures hardly shrink: four times the length is ample.
        let output = Gzip.unpack(packed, limit: 4 * source.bytes + (1 << 20))
        guard output.end == .complete else {
            throw .archive(fileName: source.fileName, message: "its gzip data is damaged")
        }
        let archive = TarArchive(bytes: output.bytes)
        let places: [String: Range<Int>]
        do {
            places = try archive.find(source.members)
        } catch {
            throw .archive(fileName: source.fileName, message: error.description)
        }
        for (name, place) in places.sorted(by: { $0.key < $1.key }) {
            let writer = try FileWriter("\(folder)/\(name)")
            try writer.write(archive.bytes[place])
            try writer.commit()
        }
    }
}
