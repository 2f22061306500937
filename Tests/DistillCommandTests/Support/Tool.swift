import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The real `distill`, run with arguments in a folder.
struct Tool {
    /// What a finished process left.
    struct Outcome {
        /// The exit code; 128 and the signal's number where a signal ended it, as a shell has it.
        var status: Int32
        var output: String
        var errors: String

        /// The one JSON object that was printed.
        var json: [String: Any] {
            get throws {
                let object = try JSONSerialization.jsonObject(with: Data(output.utf8))
                return try #require(object as? [String: Any])
            }
        }
    }

    struct TookTooLong: Error { var arguments: [String] }

    /// The binary that was built with the tests, beside their bundle.
    static let binary: URL = {
        let bundle = Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let places = [
            bundle.deletingLastPathComponent().appending(path: "distill"),
            root.appending(path: ".build/debug/distill"),
        ]
        return places.first { FileManager.default.isExecutableFile(atPath: $0.path) } ?? places[0]
    }()

    /// Runs `distill` with arguments to its end.
    static func run(
        _ arguments: [String], in folder: URL, seconds: Double = 120
    ) throws -> Outcome {
        try Launched(binary, arguments, in: folder).finish(within: seconds)
    }

    static func run(_ arguments: String..., in folder: URL) throws -> Outcome {
        try run(arguments, in: folder)
    }

    /// Runs a line of bash, in which `distill` is the tool.
    static func shell(_ line: String, in folder: URL) throws -> Outcome {
        let function = "distill() { '\(binary.path)' \"$@\"; }; "
        return try Launched(URL(filePath: "/bin/bash"), ["-c", function + line], in: folder)
            .finish(within: 120)
    }

    /// A process that is under way.
    final class Launched {
        private let process = Process()
        private let arguments: [String]
        private let output: URL
        private let errors: URL

        init(_ binary: URL, _ arguments: [String], in folder: URL) throws {
            self.arguments = arguments
            let name = UUID().uuidString
            output = folder.appending(path: ".\(name).out")
            errors = folder.appending(path: ".\(name).err")
            for file in [output, errors] { try Data().write(to: file) }
            process.executableURL = binary
            process.arguments = arguments
            process.currentDirectoryURL = folder
            process.standardInput = FileHandle.nullDevice
            // Other tests have the other cores: threads that wait for each other would crawl.
            process.environment = ProcessInfo.processInfo.environment.merging(
                ["OMP_NUM_THREADS": "1"]) { $1 }
            process.standardOutput = try FileHandle(forWritingTo: output)
            process.standardError = try FileHandle(forWritingTo: errors)
            try process.run()
        }

        convenience init(_ arguments: [String], in folder: URL) throws {
            try self.init(Tool.binary, arguments, in: folder)
        }

        var isRunning: Bool { process.isRunning }

        func send(_ number: Int32) { kill(process.processIdentifier, number) }

        /// Waits until `condition` holds or the process has ended.
        func wait(until condition: () -> Bool) {
            while process.isRunning, !condition() { usleep(2_000) }
        }

        /// Waits for the end; a process that takes longer than that is killed, and an error.
        func finish(within seconds: Double = 120) throws -> Outcome {
            let deadline = ContinuousClock.now + .seconds(seconds)
            while process.isRunning {
                guard ContinuousClock.now < deadline else {
                    send(SIGKILL)
                    throw TookTooLong(arguments: arguments)
                }
                usleep(5_000)
            }
            let wasKilled = process.terminationReason == .uncaughtSignal
            return Outcome(
                status: process.terminationStatus + (wasKilled ? 128 : 0),
                output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
                errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
        }
    }
}

/// Gives a new, empty folder to `body` and removes it afterwards.
func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
        .appending(path: "distill-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.resolvingSymlinksInPath())
}
