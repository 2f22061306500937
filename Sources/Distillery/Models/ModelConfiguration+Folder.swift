import Foundation

extension ModelConfiguration {
    /// The network in a model's folder, or one of those in a run's; `nil` for a bare word that is no
    /// file or folder.
    ///
    /// - Parameter role: which model of a run's folder is meant.
    /// - Throws: `RunError.notAModel` for a folder without a model, for a file, and for a path that
    ///   leads nowhere.
    public static func inFolder(_ path: String, role: ModelRole) throws -> ModelConfiguration? {
        let source = ModelSource(path: path)
        if let folder = source.folder(preferring: role) { return try folder.describe().model }
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: source.url.path, isDirectory: &isDirectory)
        else {
            guard path.contains("/") else { return nil }
            throw RunError.notAModel(path: path, missing: "there is no such file or folder")
        }
        if ForeignKind(source.url) != nil {
            throw RunError.notAModel(
                path: path, missing: "a network from an ONNX or TorchScript file has no taps")
        }
        throw RunError.notAModel(
            path: path,
            missing: isDirectory.boolValue
                ? "the folder has neither config.json nor \(role.rawValue)/"
                : "a weights file alone does not say which network it is for; name the network")
    }
}
