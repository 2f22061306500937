import Foundation
import Torch

/// The kinds of files of other programs that hold a whole network.
enum ForeignKind {
    case onnx

    /// By the name's end or by what is in it; nil for another file.
    init?(_ url: URL) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder),
            !isFolder.boolValue
        else { return nil }
        if url.pathExtension.lowercased() == "onnx" {
            self = .onnx
        } else {
            return nil
        }
    }

    /// The name of such a file in a model's folder.
    var fileName: String { "model.onnx" }

    /// Opens the network of a file for the data's examples.
    func open(
        _ url: URL, _ form: any InputForm, choosing outputs: (Int) throws -> [Int]?
    ) throws -> ForeignNetwork {
        let file = try OnnxFile(url)
        let input: ForeignInput =
            switch form {
            case let pictures as PictureForm:
                try file.pictureInput(
                    channels: pictures.plainView.channels, size: pictures.plainView.size)
            case let texts as TextForm: try file.textInput(maxLength: texts.plan.length)
            default: throw RunError.notAModel(path: url.path, missing: "it takes no such examples")
            }
        let body = try OnnxNetwork(file, output: file.logitsName) { count in
            try input.split(form.blankInput(count: count))
        }
        return try ForeignNetwork(
            body, files: ForeignFiles(
                main: url, folderName: fileName, others: file.externalPaths.sorted()),
            input: input, example: form.blankInput(count: 2), choosing: outputs)
    }
}
