import ArgumentParser
import Distillery
import Foundation
import Torch

/// What Benchmarks/inputs.py wrote for texts: tokens, labels, stored logits, and a folder for each network.
struct TextInputs {
    private let folder: URL
    /// `[examples, 3, length]`, the longer half of most rows padding.
    private let tokens: Tensor
    private let labels: Tensor
    private let lengths: [Int]

    init(_ folder: URL) throws {
        self.folder = folder
        let tensors = try StateDictionary.load(from: folder.appending(path: "tokens.pt"))
        tokens = try tensors.tensor("tokens")
        labels = try tensors.tensor("labels")
        let mask: [Int64] = try tokens.select(dimension: 1, index: 1).elements()
        let width = tokens.shape[2]
        lengths = (0..<tokens.shape[0]).map { row in
            mask[row * width..<(row + 1) * width].count { $0 == 1 }
        }
    }

    var count: Int { lengths.count }

    func network(_ name: String) throws -> any TextNetwork {
        try TextFolder(folder.appending(path: name)).load().network
    }

    /// The batch of a number, padded to a multiple of 8; after the last example comes the first again.
    func batch(_ number: Int, size: Int) throws(TorchError) -> TensorBatch {
        let start = number % (count / size) * size
        return try batch(start..<start + size)
    }

    func batch(_ places: Range<Int>) throws(TorchError) -> TensorBatch {
        let (start, end) = (places.lowerBound, places.upperBound)
        let longest = (lengths[places].max() ?? 1) + 7
        return TensorBatch(
            indices: Array(places),
            inputs: try tokens.slice(dimension: 0, from: start, to: end)
                .slice(dimension: 2, from: 0, to: longest / 8 * 8),
            targets: Targets(labels: try labels.slice(dimension: 0, from: start, to: end)))
    }
}
