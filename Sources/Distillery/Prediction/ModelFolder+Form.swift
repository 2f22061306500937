import Foundation
import Torch

/// What a model's folder says beside the network: how examples come to it, and what its answers are.
struct ModelForm {
    /// What brings examples into the form that the model takes.
    var form: any InputForm
    var reader: any AnswerReader
    /// The channels of its pictures; 0 where it takes texts.
    var channels: Int
}

extension ModelFolder {
    /// What the folder says beside the network.
    ///
    /// - Parameters:
    ///   - tokens: how texts are cut; where it leaves the length open it is the most that the network
    ///     takes, up to 512.
    ///   - fit: how pictures become squares.
    /// - Throws: `RunError.notAModel` for a model that only guesses hidden words, and what is wrong with
    ///   the files.
    func form(tokens: TokenPlan = TokenPlan(), fit: ImageFit = .crop) throws -> ModelForm {
        guard holdsText else {
            let description = try describe()
            let channels = description.model.channels
            let view = try View(
                .none, of: FolderDataset(at: [], description.classNames, channels: channels),
                size: description.model.imageSize, normalization: description.normalization)
            return ModelForm(
                form: PictureForm(trainView: view, plainView: view, fit: fit),
                reader: LabelReader(classNames: description.classNames), channels: channels)
        }
        let folder = TextFolder(url)
        let configuration = try folder.configuration()
        var tokens = tokens
        tokens.maxLength = tokens.maxLength ?? min(configuration.maximumLength ?? 512, 512)
        let form = TextForm(
            try folder.tokenizer(for: configuration), plan: tokens,
            address: try folder.address(for: configuration))
        return ModelForm(
            form: form, reader: try configuration.task.answerReader(of: self), channels: 0)
    }
}
