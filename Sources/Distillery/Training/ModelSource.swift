import Foundation
import Torch

/// Where a model that is already there comes from: a weights file, a model's or a run's folder.
public struct ModelSource {
    public let path: String

    public init(path: String) { self.path = path }

    /// The path, with a leading tilde resolved.
    var url: URL { URL(filePath: (path as NSString).expandingTildeInPath) }

    /// The model's folder that the path names, if it names one: itself, or a role's in a run.
    func folder(preferring role: ModelRole) -> ModelFolder? {
        let places = [ModelFolder(url), RunFolder(url).model(of: role)]
        return places.first(where: \.exists)
    }

    /// The file that the weights are read from.
    func weightsFile(preferring role: ModelRole) -> URL {
        folder(preferring: role)?.weights ?? url
    }

    /// Builds the network and loads the weights.
    ///
    /// - Parameters:
    ///   - plan: the network; may be absent where the path is a folder that says it.
    ///   - role: which model of a run's folder is meant.
    public func load(
        as plan: ModelPlan?, role: ModelRole, classes: Int, channels: Int, imageSize: ImageSize,
        catalog: ModelCatalog = .builtIn
    ) throws -> any ImageClassifier {
        if let folder = folder(preferring: role) {
            let (model, description) = try folder.load(catalog: catalog)
            guard description.model.classes == classes else {
                throw RunError.classCounts(
                    what: "the model in '\(folder.url.path)'", expected: classes,
                    found: description.model.classes)
            }
            guard description.model.channels == channels else {
                throw RunError.channels(
                    what: "the model in '\(folder.url.path)'", expected: channels,
                    found: description.model.channels)
            }
            try requireSight(of: imageSize, model, description, in: folder)
            return model
        }
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw RunError.notAModel(path: path, missing: "there is no such file or folder")
        }
        var isDirectory: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory)
        if isDirectory.boolValue {
            throw RunError.notAModel(
                path: path, missing: "the folder has neither config.json nor \(role.rawValue)/")
        }
        guard let plan else {
            throw RunError.notAModel(
                path: path,
                missing: "a weights file alone does not say which network it is for; name it")
        }
        let model = try catalog.makeModel(
            plan.configuration(classes: classes, channels: channels, imageSize: imageSize))
        try model.load(weightsAt: url)
        model.setTraining(false)
        return model
    }

    /// Most networks see pictures of any size; those that do not say which they were made for.
    private func requireSight(
        of size: ImageSize, _ model: any ImageClassifier, _ description: ModelFolder.Description,
        in folder: ModelFolder
    ) throws {
        let made = description.model
        guard made.imageSize != size else { return }
        do {
            let blank = try Tensor.zeros([1, made.channels, size.height, size.width])
            _ = try withoutGradients { () throws(TorchError) in try model(blank) }
        } catch {
            throw RunError.pictureSize(
                what: "the model in '\(folder.url.path)'", expected: size.description,
                found: made.imageSize.description)
        }
    }
}
