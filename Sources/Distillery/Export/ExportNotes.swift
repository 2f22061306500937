import Foundation

/// What is said of a network beside its file, as JSON: `labels.json`, the names of the classes in their
/// order, and `preprocessing.json`, how what goes in is made.
///
/// In a TorchScript file they lie in the archive:
///
/// ```python
/// files = {"labels.json": "", "preprocessing.json": ""}
/// model = torch.jit.load("model.pt", _extra_files=files)
/// labels = json.loads(files["labels.json"])
/// ```
public enum ExportNotes {
    /// Of the network in a model's folder.
    ///
    /// - Parameter normalises: whether the exported network normalises pictures of 0…1 itself.
    static func of(_ folder: ModelFolder, normalises: Bool) throws -> [String: String] {
        guard !folder.holdsText else { return try texts(TextFolder(folder.url).configuration()) }
        var description = try folder.describe()
        if normalises {
            let channels = description.normalization.mean.count
            description.normalization = Normalization(
                mean: Array(repeating: 0, count: channels),
                std: Array(repeating: 1, count: channels))
        }
        return try pictures(description)
    }

    /// Of a network that sees pictures.
    public static func pictures(_ description: ModelFolder.Description) throws -> [String: String] {
        let model = description.model
        return [
            "labels.json": try json(description.classNames),
            "preprocessing.json": try json(
                PictureInput(
                    channels: model.channels, height: model.imageSize.height,
                    width: model.imageSize.width, mean: description.normalization.mean,
                    std: description.normalization.std)),
        ]
    }

    /// Of a network that reads texts; the tokenizer's own files lie beside the program.
    public static func texts(_ configuration: TextConfiguration) throws -> [String: String] {
        var files = [
            "preprocessing.json": try json(
                TokenInput(
                    task: configuration.task.name, vocabulary: configuration.vocabulary,
                    maximumLength: configuration.maximumLength, padding: configuration.padding))
        ]
        if case .classification(let names) = configuration.task {
            files["labels.json"] = try json(names)
        }
        return files
    }

    private static func json(_ content: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(content), as: UTF8.self)
    }
}

/// Samples of 0…1, less the mean, divided by the deviation.
private struct PictureInput: Encodable {
    var input = "pictures"
    var layout = "NCHW"
    var range = [0, 1]
    var channels: Int
    var height: Int
    var width: Int
    var mean: [Double]
    var std: [Double]
}

private struct TokenInput: Encodable {
    var input = "tokens"
    var task: String
    var vocabulary: Int
    var maximumLength: Int?
    var padding: Int?
}
