import Foundation
import Testing

@testable import Distillery

@Suite("Looking for ONNX Runtime")
struct OnnxRuntimeSearchTests {
    /// A folder like a Python's, and a search that sees no other.
    private func withPython<Result>(
        _ body: (URL, OnnxRuntimeSearch) throws -> Result
    ) throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "distillery-\(UUID().uuidString)").resolvingSymlinksInPath()
        defer { try? FileManager.default.removeItem(at: folder) }
        let packages = folder.appending(path: "venv/lib/python3.12/site-packages")
        for place in [folder.appending(path: "venv/bin"), packages] {
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        }
        let python = folder.appending(path: "venv/bin/python3").path
        _ = FileManager.default.createFile(
            atPath: python, contents: Data(), attributes: [.posixPermissions: 0o755])
        let path = folder.appending(path: "venv/bin").path
        let search = OnnxRuntimeSearch(environment: ["PATH": "/nowhere:\(path)"], home: folder)
        return try body(packages, search)
    }

    @Test("finds the library among the packages of a python3 in PATH, and nothing beside it")
    func packages() throws {
        try withPython { packages, search in
            #expect(search.files.isEmpty)
            #expect(search.folders == [packages.path])
            let capi = packages.appending(path: "onnxruntime/capi")
            try FileManager.default.createDirectory(at: capi, withIntermediateDirectories: true)
            for name in [
                "libonnxruntime.so.1.9.0", "libonnxruntime.so.1.23.0", "__init__.py",
                "libonnxruntime_providers_shared.so",
            ] {
                try Data("no library".utf8).write(to: capi.appending(path: name))
            }
            let names = search.files.map { URL(filePath: $0).lastPathComponent }
            #expect(names == ["libonnxruntime.so.1.23.0", "libonnxruntime.so.1.9.0"])
            let error = try #require(throws: OnnxRuntimeError.self) {
                try OnnxRuntime(library: search.files[0])
            }
            #expect(error.description.contains("1.23.0' cannot be opened as ONNX Runtime"))
        }
    }

    @Test("believes the environment, and says so where that leads nowhere")
    func variable() throws {
        let environment = ["DISTILLERY_ONNXRUNTIME": "/nowhere/libonnxruntime.so"]
        let error = try #require(throws: OnnxRuntimeError.self) {
            try OnnxRuntime(environment: environment)
        }
        guard case .library("/nowhere/libonnxruntime.so", let reason) = error else {
            return #expect(Bool(false), "\(error)")
        }
        #expect(reason.contains("/nowhere/libonnxruntime.so"))
        #expect(error.description.contains("name another file in DISTILLERY_ONNXRUNTIME"))
    }

    @Test("says where it looked and how to get the library")
    func missing() throws {
        let error = OnnxRuntimeError.missing(looked: ["libonnxruntime.so", "/usr/lib/python3"])
        let text = error.description
        #expect(text.contains("libonnxruntime.so, /usr/lib/python3"))
        #expect(text.contains("pip install onnxruntime"))
        #expect(text.contains("DISTILLERY_ONNXRUNTIME"))
    }

    @Test("a library of another kind is refused by its name")
    func otherLibrary() throws {
        #if os(Linux)
            let error = try #require(throws: OnnxRuntimeError.self) {
                try OnnxRuntime(library: "libc.so.6")
            }
            #expect(error.description.contains("it has no OrtGetApiBase"))
        #endif
    }
}
