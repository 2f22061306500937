import Foundation
import Torch

/// The files of a Hugging Face folder that hold weights: one, or several with an index.
struct TextWeightsFiles {
    let folder: URL

    private static let names = ["model.safetensors", "pytorch_model.bin"]

    /// All tensors, and the file (or index) that they are from.
    func entries() throws -> (file: URL, entries: [(name: String, tensor: StoredTensor)]) {
        for name in Self.names {
            let file = folder.appending(path: name)
            if FileManager.default.fileExists(atPath: file.path) {
                return (file, try StateDictionary.load(from: file).entries)
            }
            let index = folder.appending(path: name + ".index.json")
            if FileManager.default.fileExists(atPath: index.path) {
                return (index, try shards(of: index))
            }
        }
        throw TextError.missingFile(folder: folder.path, lookedFor: Self.names)
    }

    private struct Index: Decodable {
        var weightMap: [String: String]
        enum CodingKeys: String, CodingKey { case weightMap = "weight_map" }
    }

    private func shards(of index: URL) throws -> [(name: String, tensor: StoredTensor)] {
        let map = try decodeJSON(Index.self, at: index).weightMap
        let files = Set(map.values)
        if let outside = files.sorted().first(where: { $0.contains("/") || $0.contains("\\") }) {
            throw TextError.file(
                path: index.path,
                .invalidValue(
                    key: "weight_map", found: "'\(outside)'", expected: "files of this folder"))
        }
        return try files.sorted().flatMap { name in
            try StateDictionary.load(from: folder.appending(path: name)).entries
                .filter { map[$0.name] == name }
        }
    }
}
