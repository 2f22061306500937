import Foundation
import Torch

/// The kinds of files of other programs that hold a whole network.
enum ForeignKind {
    case onnx
    case torchScript

    /// By the name's end, or by what is in it; nil for another file.
    init?(_ url: URL) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder),
            !isFolder.boolValue
        else { return nil }
        if url.pathExtension.lowercased() == "onnx" {
            self = .onnx
        } else if ScriptModule.isProgram(at: url) {
            self = .torchScript
        } else {
            return nil
        }
    }

    /// Opens the network of a file for the data's examples.
    ///
    /// - Parameter outputs: which outputs are the classes, from how many there are.
    func open(
        _ url: URL, _ form: any InputForm, choosing outputs: (Int) throws -> [Int]?
    ) throws -> ForeignNetwork {
        switch self {
        case .onnx: try Self.openOnnx(url, form, choosing: outputs)
        case .torchScript: try Self.openScript(url, form, choosing: outputs)
        }
    }

    private static func openOnnx(
        _ url: URL, _ form: any InputForm, choosing outputs: (Int) throws -> [Int]?
    ) throws -> ForeignNetwork {
        let file = try OnnxFile(url)
        let input: ForeignInput =
            switch form {
            case let pictures as PictureForm:
                try file.pictureInput(
                    channels: pictures.plainView.channels, size: pictures.plainView.size)
            case let texts as TextForm: try file.textInput(maxLength: texts.plan.length)
            default: throw unsuitable(url)
            }
        let body = try OnnxNetwork(file, output: file.logitsName) { count in
            try input.split(form.blankInput(count: count))
        }
        return try ForeignNetwork(
            body,
            files: ForeignFiles(
                main: url, folderName: ForeignFiles.names[0], others: file.externalPaths.sorted()),
            input: input, example: form.blankInput(count: 2), choosing: outputs)
    }

    private static func openScript(
        _ url: URL, _ form: any InputForm, choosing outputs: (Int) throws -> [Int]?
    ) throws -> ForeignNetwork {
        let script = try ScriptModule(url)
        let input: ForeignInput =
            switch form {
            case is PictureForm: .pictures(.float32)
            case is TextForm: try script.textInput(file: url)
            default: throw unsuitable(url)
            }
        return try ForeignNetwork(
            ScriptNetwork(script),
            files: ForeignFiles(main: url, folderName: ForeignFiles.names[1]), input: input,
            example: form.blankInput(count: 2), choosing: outputs)
    }

    private static func unsuitable(_ url: URL) -> RunError {
        .notAModel(path: url.path, missing: "a network from a file takes pictures or texts")
    }
}
