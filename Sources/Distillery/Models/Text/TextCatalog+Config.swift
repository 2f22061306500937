import Foundation

extension TextCatalog.Entry {
    /// The network's configuration with the sizes of a `config.json` in place of its own.
    ///
    /// Vocabulary, padding and head are those that are asked for, whatever the file says.
    ///
    /// - Parameters:
    ///   - sizes: what the file says.
    ///   - path: the file, for messages.
    /// - Throws: `TextError` for a file of another architecture, for a network whose name says its
    ///   sizes, and for an option that the network lacks.
    public func configuration(
        vocabulary: Int, padding: Int? = 0, task: TextTask, options: TextOptions = .init(),
        sizes: TextConfiguration, from path: String
    ) throws(TextError) -> TextConfiguration {
        guard sizes.family == family else {
            throw .file(
                path: path,
                .invalidValue(
                    key: "model_type", found: "'\(sizes.family.rawValue)'",
                    expected: "'\(family.rawValue)', as the network '\(name)' is"))
        }
        // Where a family has networks of many sizes, one of them is for sizes from elsewhere.
        guard family != .bert || self.options.contains(.width) else {
            throw .file(
                path: path,
                .invalidValue(
                    key: "the network beside it", found: "'\(name)', which has sizes of its own",
                    expected: "'bert'"))
        }
        try requireKnown(options)
        var configuration = sizes
        (configuration.vocabulary, configuration.padding) = (vocabulary, padding)
        (configuration.task, configuration.addressCodes) = (task, nil)
        configuration = configuration.changed(by: options)
        try configuration.validate()
        return configuration
    }
}

extension TextConfiguration {
    /// What a `config.json`, or that of a folder, says of a network.
    ///
    /// - Throws: `TextError` that names the file and the key, `FileError` for a file that cannot be
    ///   read.
    public init(contentsOf path: String) throws {
        let url = URL(filePath: (path as NSString).expandingTildeInPath)
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
        self =
            exists && isFolder.boolValue
            ? try TextFolder(url).configuration()
            : try decodeJSON(TextConfiguration.self, at: url)
    }
}
