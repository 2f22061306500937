import Foundation
import Testing

/// A Python of this machine that has a package: that of `DISTILLERY_PYTHON`, else `python3`.
struct ForeignPython {
    let executable: URL

    /// The Python with PyTorch; nil where there is none.
    static let withTorch = ForeignPython(having: "torch")

    init?(having package: String) {
        let environment = ProcessInfo.processInfo.environment
        let named = environment["DISTILLERY_PYTHON"].map { [URL(filePath: $0)] }
        let folders = (environment["PATH"] ?? "").split(separator: ":")
        let places = named ?? folders.map { URL(filePath: "\($0)/python3") }
        let found = places.first { FileManager.default.isExecutableFile(atPath: $0.path) }
        guard let found else { return nil }
        executable = found
        let code = "import importlib.util as u, sys; sys.exit(u.find_spec('\(package)') is None)"
        guard let ended = try? run(["-c", code]), ended.status == 0 else { return nil }
    }

    /// Runs it to its end with one thread, and gives its exit status and what it printed.
    func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let folder = try TemporaryFolder()
        let written = "\(folder.path)/output.txt"
        _ = FileManager.default.createFile(atPath: written, contents: nil)
        let output = try FileHandle(forWritingTo: URL(filePath: written))
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = output
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["OMP_NUM_THREADS": "1"]) { $1 }
        try process.run()
        process.waitUntilExit()
        return (process.terminationStatus, try String(contentsOfFile: written, encoding: .utf8))
    }
}
