import Foundation
import SwiftProtobuf
import Torch

/// A model as the folder that Core ML reads: a manifest, the model, and the file of weights.
struct CoreMLPackage {
    let model: MILModel
    let blobs: CoreMLBlobs

    /// Writes the folder aside and renames it.
    func write(to url: URL) throws {
        let content: [UInt8] = try model.serializedBytes(options: Self.sorted)
        try DurableFolder.write(to: url) { folder in
            let data = folder.appending(path: "Data/com.apple.CoreML")
            let weights = data.appending(path: "weights")
            try FileManager.default.createDirectory(at: weights, withIntermediateDirectories: true)
            try DurableFile.write(to: weights.appending(path: "weight.bin")) { file in
                try blobs.write(to: file)
            }
            try DurableFile.write(content, to: data.appending(path: "model.mlmodel"))
            try DurableFile.write(Self.manifest.utf8, to: folder.appending(path: "Manifest.json"))
        }
    }

    /// The same model gives the same bytes.
    private static var sorted: BinaryEncodingOptions {
        var options = BinaryEncodingOptions()
        options.useDeterministicOrdering = true
        return options
    }

    /// What lies in a package, under identifiers that mean something within it alone.
    private static let manifest = """
        {
          "fileFormatVersion": "1.0.0",
          "itemInfoEntries": {
            "5D1B7C9E-3A40-4F5B-9C55-8E2F60A71D01": {
              "author": "com.apple.CoreML",
              "description": "CoreML Model Specification",
              "name": "model.mlmodel",
              "path": "com.apple.CoreML/model.mlmodel"
            },
            "5D1B7C9E-3A40-4F5B-9C55-8E2F60A71D02": {
              "author": "com.apple.CoreML",
              "description": "CoreML Model Weights",
              "name": "weights",
              "path": "com.apple.CoreML/weights"
            }
          },
          "rootModelIdentifier": "5D1B7C9E-3A40-4F5B-9C55-8E2F60A71D01"
        }

        """
}
