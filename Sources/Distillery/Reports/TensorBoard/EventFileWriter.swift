import Foundation
import SwiftProtobuf

/// Writes scalars as an event file that TensorBoard opens.
///
/// A folder is one curve in TensorBoard; make a writer in a folder of its own for every training
/// (`tensorboard/student-seed-1`). A resumed training opens a new writer in the same folder: see
/// ``markResumption(step:wallTime:)``.
public final class EventFileWriter {
    /// The event file: `events.out.tfevents.<seconds>.<host>`.
    public let url: URL
    private let file: FileHandle

    /// Begins an event file in `folder`, which is made if it is not there.
    ///
    /// TensorBoard reads a folder's files by name, so the file's time is moved behind the others'.
    public init(folder: URL, wallTime: Date = Date()) throws(ReportFileError) {
        let url = try ReportFileError.writing(folder) {
            let files = FileManager.default
            try files.createDirectory(at: folder, withIntermediateDirectories: true)
            let last = try files.contentsOfDirectory(atPath: folder.path)
                .compactMap(Self.seconds(inName:)).max()
            let seconds = max(Int(wallTime.timeIntervalSince1970), last.map { $0 + 1 } ?? 0)
            return folder.appending(path: "\(Self.prefix)\(seconds).\(Self.host)")
        }
        self.url = url
        file = try ReportFileError.writing(url) {
            try Data().write(to: url, options: .withoutOverwriting)
            return try FileHandle(forWritingTo: url)
        }
        try write(wallTime: wallTime, step: 0, .fileVersion("brain.Event:2"))
    }

    deinit { try? file.close() }

    /// Writes one point of each curve in `values`, by the curve's name.
    public func addScalars(
        _ values: [String: Double], step: Int, wallTime: Date = Date()
    ) throws(ReportFileError) {
        let summary = TensorBoardSummary.with { summary in
            summary.value = values.sorted { $0.key < $1.key }.map { name, number in
                .with {
                    $0.tag = name
                    $0.simpleValue = Float(number)
                }
            }
        }
        try write(wallTime: wallTime, step: step, .summary(summary))
    }

    /// Says that training starts again behind `step`: TensorBoard drops what the folder's earlier
    /// files hold of later steps.
    public func markResumption(step: Int, wallTime: Date = Date()) throws(ReportFileError) {
        let session = TensorBoardSessionLog.with { $0.status = .start }
        // TensorBoard drops the session's own step too, and the checkpoint's stays true.
        try write(wallTime: wallTime, step: step + 1, .sessionLog(session))
    }

    /// Brings all that was written onto the disk.
    public func flush() throws(ReportFileError) {
        try ReportFileError.writing(url) { try file.synchronize() }
    }

    private func write(
        wallTime: Date, step: Int, _ what: TensorBoardEvent.OneOf_What
    ) throws(ReportFileError) {
        let event = TensorBoardEvent.with {
            $0.wallTime = wallTime.timeIntervalSince1970
            $0.step = Int64(step)
            $0.what = what
        }
        try ReportFileError.writing(url) {
            try file.writeWhole(TFRecord.framed(event.serializedData()))
        }
    }

    private static let prefix = "events.out.tfevents."

    private static var host: String {
        let allowed = ProcessInfo.processInfo.hostName.filter {
            $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-")
        }
        return allowed.isEmpty ? "localhost" : allowed
    }

    private static func seconds(inName name: String) -> Int? {
        guard name.hasPrefix(prefix) else { return nil }
        return Int(name.dropFirst(prefix.count).prefix { $0.isNumber })
    }
}
