import Dispatch
import Foundation
import Testing

@Suite("The program in the README")
struct ReadmeTests {
    @Test("is the example's file, letter by letter", arguments: ["README.md", "README.zh-CN.md"])
    func isTheExample(_ readme: String) throws {
        let program = try RepositoryFile.text("Examples/DistilInSwift/main.swift")
        #expect(try RepositoryFile.text(readme).contains("```swift\n\(program)```\n"))
    }

    @Test("distils, leaves the student in its folder and names what it sees in pictures")
    func runs() throws {
        let folder = try TemporaryFolder()
        let output = try run(try #require(Self.executable), in: folder.path, seconds: 300)
        let lines = output.split(separator: "\n")
        try #require(lines.count == 4)
        #expect(lines[0].hasPrefix("The student "))
        #expect(lines[0].contains("Against training alone the difference is "))
        let classes = ["disc-0", "square-0", "triangle-0", "cross-0", "ring-0"]
        for (index, line) in lines.dropFirst().enumerated() {
            let words = line.split(separator: " ").map(String.init)
            #expect(words.first == "synthetic/val/0000\(index)")
            #expect(classes.contains(words.last ?? ""))
        }
        for file in ["student/model.safetensors", "student/config.json", "report.html"] {
            #expect(FileManager.default.fileExists(atPath: "\(folder.path)/runs/first/\(file)"))
        }
    }

    /// Where the build put the example: beside this test bundle, or in the usual place.
    private static var executable: URL? {
        let beside = Bundle.main.executableURL?.deletingLastPathComponent()
        return [beside, RepositoryFile.root.appending(path: ".build/debug")]
            .compactMap { $0?.appending(path: "DistilInSwift") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    /// Runs a program to its end and gives what it printed; ends it when the time is over.
    private func run(_ program: URL, in folder: String, seconds: Int) throws -> String {
        let written = "\(folder)/output.txt"
        #expect(FileManager.default.createFile(atPath: written, contents: nil))
        let process = Process()
        process.executableURL = program
        process.currentDirectoryURL = URL(filePath: folder)
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: written))
        // Other tests have the other cores: threads that wait for each other would crawl.
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["OMP_NUM_THREADS": "1"]) { $1 }
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        if ended.wait(timeout: .now() + .seconds(seconds)) == .timedOut {
            process.terminate()
            Issue.record("the program took longer than \(seconds) s")
        }
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return try String(contentsOfFile: written, encoding: .utf8)
    }
}
