import Foundation
import Torch

/// A network as a folder of its own: weights as safetensors, `config.json`, what goes in and comes out,
/// and a `README.md` that says how it is read in Python.
///
/// Of texts it is a folder of Hugging Face's form with the tokenizer's files. Distillery reads either
/// again, as weights of a teacher or student.
public struct SafetensorsExport: Sendable {
    /// Whether numbers are kept in half precision, which halves the file; what it cannot hold stays.
    public var keepsHalfPrecision: Bool

    public init(keepsHalfPrecision: Bool = false) {
        self.keepsHalfPrecision = keepsHalfPrecision
    }

    /// Copies a model's folder, as a run keeps its student's, to another that needs nothing else.
    ///
    /// Each file is written aside and renamed, `config.json` the last.
    ///
    /// - Throws: `ExportError.sameFolder`, what reading the folder throws, and `FileError`.
    public func write(_ folder: ModelFolder, to destination: URL) throws {
        let places = [folder.url, destination].map {
            $0.resolvingSymlinksInPath().standardizedFileURL.path
        }
        guard places[0] != places[1] else { throw ExportError.sameFolder(path: destination.path) }
        if folder.holdsText {
            try writeText(TextFolder(folder.url), to: destination)
        } else {
            try writePicture(folder, to: destination)
        }
    }

    private func writePicture(_ folder: ModelFolder, to destination: URL) throws {
        let (model, description) = try folder.load()
        let heads = try folder.heads()
        try makeFolder(destination)
        for (name, text) in try ExportNotes.pictures(description) {
            try DurableFile.write(text.utf8, to: destination.appending(path: name))
        }
        let readme = PictureReadme(description: description, isHalf: keepsHalfPrecision)
        try DurableFile.write(readme.text.utf8, to: destination.appending(path: "README.md"))
        let copy = ModelFolder(destination)
        try write(state: model.state(), to: copy.weights)
        if !heads.isEmpty {
            let state = heads.flatMap { head in
                head.layer.state().map { (path: "\(head.name).\($0.path)", tensor: $0.tensor) }
            }
            try write(state: state, to: copy.headWeights)
        }
        try DurableFile.write(Data(contentsOf: folder.configuration), to: copy.configuration)
    }

    private func writeText(_ folder: TextFolder, to destination: URL) throws {
        let network = try folder.load().network
        let configuration = network.configuration
        let tokenizer = try folder.tokenizer(for: configuration)
        let address = try folder.address(for: configuration)
        try tokenizer.write(to: destination)
        try address?.write(to: destination)
        for (name, text) in try ExportNotes.texts(configuration) {
            try DurableFile.write(text.utf8, to: destination.appending(path: name))
        }
        let readme = TextReadme(configuration: configuration, isHalf: keepsHalfPrecision)
        try DurableFile.write(readme.text.utf8, to: destination.appending(path: "README.md"))
        try TextFolder(destination).write(
            network, inHalfPrecision: keepsHalfPrecision)
    }

    private func write(state: [(path: String, tensor: Tensor)], to file: URL) throws {
        try SafetensorsWriter.write(
            state: state.map { ($0.path, try stored($0.tensor)) }, metadata: ["format": "pt"],
            to: file)
    }

    private func stored(_ tensor: Tensor) throws(TorchError) -> Tensor {
        try keepsHalfPrecision ? tensor.inHalfPrecision() : tensor
    }

    private func makeFolder(_ url: URL) throws(FileError) {
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        } catch {
            throw .unwritable(
                path: url.path, operation: "making the folder", reason: error.localizedDescription)
        }
    }
}
