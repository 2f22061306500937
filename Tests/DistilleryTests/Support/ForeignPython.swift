import Foundation
import Testing

/// A Python that has what foreign readers need; tests that compare with them are left out where there is
/// none.
struct ForeignPython: Sendable {
    let path: String

    static let onnx = ForeignPython(having: "onnx, onnxruntime, numpy")
    static let coreML = ForeignPython(having: "coremltools, numpy")

    /// `DISTILLERY_PYTHON`, else `python3`; nil where it lacks the modules.
    init?(having modules: String) {
        let named = ProcessInfo.processInfo.environment["DISTILLERY_PYTHON"]
        let path = named ?? "/usr/bin/env"
        let arguments = (named == nil ? ["python3"] : []) + ["-c", "import \(modules)"]
        guard (try? Self.output(of: path, arguments)) != nil else { return nil }
        self.path = path
    }

    /// What a script of the tests' folder prints, line by line.
    func run(_ script: String, _ arguments: [String]) throws -> [String] {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = tests.appending(path: script).path
        return try Self.output(
            of: path, (path == "/usr/bin/env" ? ["python3"] : []) + [file] + arguments)
    }

    private static func output(of path: String, _ arguments: [String]) throws -> [String] {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        let (output, errors) = (Pipe(), FileManager.default.temporaryDirectory)
        let errorFile = errors.appending(path: "foreign-\(UUID().uuidString).txt")
        _ = FileManager.default.createFile(atPath: errorFile.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: errorFile) }
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errorFile)
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let text = (try? String(contentsOf: errorFile, encoding: .utf8)) ?? ""
            throw Failure(text: String(text.suffix(2000)))
        }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    struct Failure: Error, CustomStringConvertible {
        let text: String
        var description: String { text }
    }
}
