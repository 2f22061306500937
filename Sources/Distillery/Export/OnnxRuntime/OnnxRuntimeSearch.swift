import Foundation

/// Where ONNX Runtime is looked for.
///
/// `pip install onnxruntime` puts the library among a Python's packages; it is found there by the folders that
/// a Python keeps, and no Python is started.
struct OnnxRuntimeSearch {
    /// The variable that names the library's file.
    static let variable = "DISTILLERY_ONNXRUNTIME"

    private let environment: [String: String]
    private let home: URL

    init(
        environment: [String: String],
        home: URL = FileManager.default.homeDirectoryForCurrentUser
    ) {
        self.environment = environment
        self.home = home
    }

    /// The file that the environment names.
    var named: String? { environment[Self.variable].flatMap { $0.isEmpty ? nil : $0 } }

    /// What the library is called where the system's loader knows it.
    var names: [String] {
        #if canImport(Darwin)
            ["libonnxruntime.dylib", "/opt/homebrew/lib/libonnxruntime.dylib"]
        #else
            ["libonnxruntime.so", "libonnxruntime.so.1"]
        #endif
    }

    /// The folders of Python packages: of each `python3` in `PATH`, and of the user.
    var folders: [String] {
        var folders: [String] = []
        for prefix in prefixes {
            for library in ["lib", "lib64"] {
                let versions = prefix.appending(path: library)
                for version in Self.entries(of: versions) where version.hasPrefix("python3") {
                    for kind in ["site-packages", "dist-packages"] {
                        let folder = versions.appending(path: "\(version)/\(kind)")
                        if folder.isFolder { folders.append(folder.path) }
                    }
                }
            }
        }
        return folders.withoutRepeats()
    }

    /// The libraries that lie in those, newest first in each.
    var files: [String] {
        folders.flatMap { folder in
            let place = URL(filePath: folder).appending(path: "onnxruntime/capi")
            return Self.entries(of: place)
                .filter { $0.hasPrefix("libonnxruntime.") }
                .sorted { $0.compare($1, options: .numeric) == .orderedDescending }
                .map { place.appending(path: $0).path }
        }
    }

    /// `PREFIX` of every `PREFIX/bin/python3`, as it stands in `PATH` and as its links lead to.
    private var prefixes: [URL] {
        let path = environment["PATH"] ?? ""
        let pythons = path.split(separator: ":")
            .map { URL(filePath: String($0)).appending(path: "python3") }
            .filter { FileManager.default.isExecutableFile(atPath: $0.path) }
        let places = pythons.flatMap { [$0, $0.resolvingSymlinksInPath()] }
        return places.map { $0.deletingLastPathComponent().deletingLastPathComponent() }
            + [home.appending(path: ".local")]
    }

    private static func entries(of folder: URL) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    }
}

extension URL {
    fileprivate var isFolder: Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && isFolder.boolValue
    }
}

extension [String] {
    fileprivate func withoutRepeats() -> [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
