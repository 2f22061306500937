import Foundation

/// The file `metrics.jsonl` of a run: one ``MetricPoint`` a line, in the order they were measured.
///
/// A line is in the hands of the system when ``append(_:)`` returns, so that a killed process loses
/// none. What a killed process or a full disk left of a last line is dropped on opening.
public final class MetricsLog {
    /// The file's place.
    public let url: URL
    private var file: FileHandle
    private let encoder = JSONEncoder()

    /// Opens the log at `url` to go on with it, or begins a new one.
    public init(url: URL) throws(ReportFileError) {
        self.url = url
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        file = try Self.openedAtEnd(url)
    }

    deinit { try? file.close() }

    /// Adds one line; on an error the file is as it was.
    public func append(_ point: MetricPoint) throws(ReportFileError) {
        try ReportFileError.writing(url) {
            try file.writeWhole(encoder.encode(point) + Data("\n".utf8))
        }
    }

    /// Drops the lines of one training that lie beyond a checkpoint's step, and measurements of
    /// epochs that the checkpoint has not counted yet.
    ///
    /// A run that is resumed from the checkpoint measures them again. The file is replaced as a
    /// whole: a crash leaves the old one or the new one.
    public func truncate(
        role: ModelRole, seed: UInt64?, afterStep step: Int, epoch: Int = .max
    ) throws(ReportFileError) {
        let points = try Self.read(url)
        let kept = points.filter { point in
            guard point.role == role, point.seed == seed else { return true }
            return point.step <= step && (point.kind != .evaluation || point.epoch <= epoch)
        }
        guard kept.count < points.count else { return }
        try ReportFileError.writing(url) {
            let lines = try kept.map { try encoder.encode($0) + Data("\n".utf8) }
            try Data(lines.joined()).write(to: url, options: .atomic)
        }
        try? file.close()
        file = try Self.openedAtEnd(url)
    }

    /// The points in the file at `url`; lines that are not whole or not understood are left out.
    public static func read(_ url: URL) throws(ReportFileError) -> [MetricPoint] {
        let data = try ReportFileError.reading(url) { try Data(contentsOf: url) }
        let decoder = JSONDecoder()
        return data.split(separator: UInt8(ascii: "\n")).compactMap { line in
            try? decoder.decode(MetricPoint.self, from: line)
        }
    }

    /// Opens the file for writing behind its last whole line.
    private static func openedAtEnd(_ url: URL) throws(ReportFileError) -> FileHandle {
        try ReportFileError.writing(url) {
            if !FileManager.default.fileExists(atPath: url.path) {
                try Data().write(to: url, options: .withoutOverwriting)
            }
            let data = try Data(contentsOf: url, options: .mappedIfSafe)
            let whole = data.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            let isTorn = whole < data.count
            let file = try FileHandle(forUpdating: url)
            if isTorn { try file.truncate(atOffset: UInt64(whole)) }
            try file.seekToEnd()
            return file
        }
    }
}
