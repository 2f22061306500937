import Foundation
import Torch

extension ModelFolder {
    /// What brings examples into the form that the folder's model takes, with the model's classes.
    ///
    /// - Parameters:
    ///   - plan: how long texts may be, and how pictures become squares.
    /// - Throws: `SelectionError.task` for a model that answers with no classes.
    func form(
        _ plan: DataPlan, device: Device
    ) throws -> (form: any InputForm, classNames: [String], channels: Int) {
        guard holdsText else {
            let description = try describe()
            let channels = description.model.channels
            let view = try View(
                .none, of: FolderDataset(at: [], description.classNames, channels: channels),
                size: description.model.imageSize, normalization: description.normalization)
            let form = PictureForm(trainView: view, plainView: view, fit: plan.fit)
            return (form, description.classNames, channels)
        }
        let task = try TextFolder(url).configuration().task
        guard case .classification(let names) = task else { throw SelectionError.task(task.name) }
        let form = TextForm(try Tokenizer(folder: url), plan: plan.tokens ?? TokenPlan())
        return (form, names, 0)
    }
}
