import Foundation

/// Where datasets are looked for and kept.
public enum DatasetFolders {
    /// The folder that downloads go to: `$XDG_CACHE_HOME/distillery`, by default
    /// `~/.cache/distillery`.
    public static var cache: String {
        let chosen = ProcessInfo.processInfo.environment["XDG_CACHE_HOME"] ?? ""
        let base = chosen.hasPrefix("/") ? chosen : "\(NSHomeDirectory())/.cache"
        return "\(base)/distillery"
    }

    /// The folders where the system and this product keep a dataset.
    static func standard(for name: String) -> [String] {
        ["/usr/share/datasets/\(name)", "\(cache)/\(name)"]
    }

    /// The first of the folders that holds one of the names for each file, with the paths found.
    static func locate(_ files: [[String]], in folders: [String]) -> [String]? {
        for folder in folders {
            let paths = files.map { names in
                names.lazy.map { "\(folder)/\($0)" }.first { path in
                    if case .file = fileKind(path) { true } else { false }
                }
            }
            let found = paths.compactMap(\.self)
            if found.count == files.count { return found }
        }
        return nil
    }
}
