import Foundation
import Torch

extension ModelSource {
    /// Builds the network and loads the weights, with whatever classes it has.
    ///
    /// - Parameter plan: the network; may be absent where the path is a folder that says it.
    /// - Returns: the network in evaluation mode, and the names of its classes: their places where
    ///   nobody knows them.
    func loadWithOwnClasses(
        as plan: ModelPlan?, channels: Int, imageSize: ImageSize, catalog: ModelCatalog = .builtIn
    ) throws -> (model: any ImageClassifier, classNames: [String]) {
        if let folder = folder(preferring: .teacher) {
            let classNames = try folder.describe().classNames
            let model = try load(
                as: plan, role: .teacher, classes: classNames.count, channels: channels,
                imageSize: imageSize, catalog: catalog)
            return (model, classNames)
        }
        var classes = 1000
        if let plan, FileManager.default.fileExists(atPath: url.path) {
            let blank = try catalog.makeModel(
                plan.configuration(classes: classes, channels: channels, imageSize: imageSize))
            classes = try blank.classCount(ofWeightsAt: url) ?? classes
        }
        let model = try load(
            as: plan, role: .teacher, classes: classes, channels: channels, imageSize: imageSize,
            catalog: catalog)
        return (model, (0..<classes).map(String.init))
    }
}
