import ArgumentParser
import Distillery
import Foundation
import Torch

/// What Benchmarks/inputs.py wrote: pictures, and a weights file for each network.
struct BenchmarkInputs {
    private let folder: URL

    init(_ folder: URL) { self.folder = folder }

    func pictures() throws -> Pictures { try Pictures(at: folder.appending(path: "data.pt")) }

    func network(_ name: String) throws -> any ImageClassifier {
        let configuration = ModelConfiguration(
            kind: name, classes: 10, imageSize: ImageSize(width: 32, height: 32))
        let model = try ModelCatalog.builtIn.makeModel(configuration)
        try model.load(weightsAt: folder.appending(path: "\(name).pt"))
        return model
    }
}

/// Pictures and labels in memory, channels last as the loader lays them out.
struct Pictures {
    private let inputs: Tensor
    private let labels: Tensor
    let count: Int
    /// The pictures' names, where steps need any.
    var ids: [ExampleID] = []

    init(at file: URL) throws {
        let tensors = try StateDictionary.load(from: file)
        inputs = try tensors.tensor("images").to(.channelsLast)
        labels = try tensors.tensor("labels")
        count = labels.shape[0]
    }

    /// The batch of a number; after the last picture comes the first again.
    func batch(_ number: Int, size: Int) throws(TorchError) -> TensorBatch {
        let start = number % (count / size) * size
        return try batch(start..<start + size)
    }

    func batch(_ places: Range<Int>) throws(TorchError) -> TensorBatch {
        let (start, end) = (places.lowerBound, places.upperBound)
        return TensorBatch(
            indices: Array(places), inputs: try inputs.slice(dimension: 0, from: start, to: end),
            targets: Targets(labels: try labels.slice(dimension: 0, from: start, to: end)),
            ids: ids.isEmpty ? [] : Array(ids[places]))
    }
}

extension StateDictionary {
    /// The tensor of a name.
    func tensor(_ name: String) throws -> Tensor {
        guard let stored = self[name] else {
            throw ValidationError("the benchmark's inputs hold no '\(name)'")
        }
        return try Tensor(stored)
    }
}
