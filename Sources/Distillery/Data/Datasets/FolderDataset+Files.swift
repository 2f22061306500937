import Foundation

extension FolderDataset {
    /// Pictures anywhere, without labels; their ids are their whole paths, from the root on.
    ///
    /// - Parameter classNames: the classes that predictions about them are of.
    init(at paths: [String], _ classNames: [String], channels: Int) {
        self.init(
            directory: "", split: .val, classNames: classNames, channels: channels, side: nil,
            fit: .crop, paths: paths.map { String(URL(filePath: $0).path.drop { $0 == "/" }) },
            labels: Array(repeating: Int32(ClassLabel.unknown), count: paths.count))
    }

    /// The pictures that a path names: itself, or all of a folder, however nested, in their order.
    static func pictures(at path: String) throws(DatasetError) -> [String] {
        guard fileKind(path) == .directory else { return [path] }
        var folder = path
        while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        // What is collected begins with a slash: it lies below a folder without a name of its own.
        var found: [String] = []
        try collect("", within: folder, into: &found)
        return found.map { folder + $0 }.sorted()
    }
}
