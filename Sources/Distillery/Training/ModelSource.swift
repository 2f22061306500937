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
        // A run that trained one network alone has it whatever it is to become.
        let roles = [role] + (role == .student ? [.teacher] : [])
        let places = [ModelFolder(url)] + roles.map { RunFolder(url).model(of: $0) }
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
    ///   - names: the names of the classes; a model that has the same in another order is brought to
    ///     this one.
    ///   - mapping: which of the model's outputs belong to the classes, where they are not the same.
    public func load(
        as plan: ModelPlan?, role: ModelRole, classes: Int, channels: Int, imageSize: ImageSize,
        names: [String] = [], mapping: ClassMapping? = nil, catalog: ModelCatalog = .builtIn
    ) throws -> any ImageClassifier {
        let match = ClassMatch(count: classes, names: names, mapping: mapping)
        if let folder = folder(preferring: role) {
            let (model, description) = try folder.load(catalog: catalog)
            let outputs = try match.outputs(
                of: "the model in '\(folder.url.path)'", outputs: description.model.classes,
                names: description.classNames, isTeacher: role == .teacher)
            guard description.model.channels == channels else {
                throw RunError.channels(
                    what: "the model in '\(folder.url.path)'", expected: channels,
                    found: description.model.channels)
            }
            try requireSight(of: imageSize, model, description, in: folder)
            return try outputs.map { try model.selecting(classes: $0, catalog: catalog) } ?? model
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
        func make(classes: Int) throws -> any ImageClassifier {
            try catalog.makeModel(
                plan.configuration(classes: classes, channels: channels, imageSize: imageSize))
        }
        var model = try make(classes: classes)
        var outputs: [Int]?
        if role == .teacher, let given = try model.classCount(ofWeightsAt: url) {
            outputs = try match.outputs(
                of: "the teacher in '\(url.path)'", outputs: given, names: [], isTeacher: true)
            if given != classes { model = try make(classes: given) }
        }
        try model.load(weightsAt: url)
        model.setTraining(false)
        return try outputs.map { try model.selecting(classes: $0, catalog: catalog) } ?? model
    }

    /// What to tell where the model's classes are the data's in another order; nil elsewhere.
    func remark(onClasses names: [String], role: ModelRole) -> String? {
        guard let own = try? folder(preferring: role)?.describe().classNames,
            ClassMatch(count: names.count, names: names).isReordered(own)
        else { return nil }
        return "the classes of the model in '\(path)' stand in another order than the data's; they "
            + "are matched by their names"
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
