import Foundation
import Torch

/// The file of a network of another program, and those beside it that its tensors lie in.
struct ForeignFiles {
    /// `model.onnx` or `model.pt`.
    let main: URL
    /// What the file is called in a model's folder.
    let folderName: String
    /// Paths of the others below the folder of the first.
    var others: [String] = []

    /// The names under which such a network lies in a model's folder.
    static let names = ["model.onnx", "model.torchscript"]

    /// Which of the classes were chosen of the file's outputs, in a folder.
    static let outputsName = "outputs.json"

    /// Copies the files into a model's folder; the one that makes it a model comes last.
    func copy(to folder: URL, chosen: [Int]?) throws {
        let files = FileManager.default
        let source = main.deletingLastPathComponent()
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        if let chosen {
            try DurableFile.write(
                try JSONEncoder().encode(chosen), to: folder.appending(path: Self.outputsName))
        }
        for path in others {
            let place = folder.appending(path: path)
            try files.createDirectory(
                at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try copy(source.appending(path: path), to: place)
        }
        try copy(main, to: folder.appending(path: folderName))
    }

    /// Copies aside and renames, so that a file is whole or not there.
    private func copy(_ source: URL, to place: URL) throws {
        guard source.resolvingSymlinksInPath() != place.resolvingSymlinksInPath() else { return }
        let data = try Data(contentsOf: source, options: .mappedIfSafe)
        try DurableFile.write(data, to: place)
    }
}

extension ModelFolder {
    /// The ONNX or TorchScript file of a network that has no weights of ours beside it.
    var foreignFile: URL? {
        let files = FileManager.default
        for weights in ["model.safetensors", "pytorch_model.bin"]
        where files.fileExists(atPath: url.appending(path: weights).path) { return nil }
        return ForeignFiles.names.map { url.appending(path: $0) }
            .first { files.fileExists(atPath: $0.path) }
    }

    /// Which of the foreign file's outputs the classes are, where they were chosen.
    func chosenOutputs() throws -> [Int]? {
        let file = url.appending(path: ForeignFiles.outputsName)
        guard let data = FileManager.default.contents(atPath: file.path) else { return nil }
        do {
            return try JSONDecoder().decode([Int].self, from: data)
        } catch {
            throw RunError.notAModel(
                path: url.path, missing: "its \(ForeignFiles.outputsName) cannot be read (\(error))"
            )
        }
    }
}
