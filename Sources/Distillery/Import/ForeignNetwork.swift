import Foundation
import Torch

/// A network that came as an ONNX or a TorchScript file, as a classifier that never changes.
///
/// It has logits and no taps: methods that listen inside a teacher refuse it. What is kept of it is the
/// file itself.
public final class ForeignNetwork: Classifier {
    /// The file's name, as `teacher.onnx`.
    public let name: String
    public let classes: Int
    /// The network in the file.
    let body: any ForeignBody
    /// Where the file lies, with those that belong to it.
    let files: ForeignFiles
    /// How batches go in.
    let input: ForeignInput
    /// That of one example.
    private let shape: [Int]
    /// Which of the file's outputs are the classes, where they are not all of them in order.
    let chosen: [Int]?

    public let stages: [String] = []
    public let pooled = ""
    public let head = ""

    /// - Parameters:
    ///   - example: a batch of two, as the data gives it.
    ///   - outputs: which outputs are the classes, from how many there are; nil for all of them.
    init(
        _ body: any ForeignBody, files: ForeignFiles, input: ForeignInput, example: Tensor,
        choosing outputs: (Int) throws -> [Int]?
    ) throws {
        let logits = try withoutGradients { try body.logits(of: input.split(example)) }
        guard logits.rank == 2, logits.shape[0] == example.shape[0],
            logits.knownScalarType?.isFloatingPoint == true
        else {
            throw RunError.notAModel(
                path: files.main.path,
                missing: "for \(example.shape[0]) examples it gives \(logits), and logits are "
                    + "[\(example.shape[0]), classes]")
        }
        name = files.main.lastPathComponent
        chosen = try outputs(logits.shape[1])
        classes = chosen?.count ?? logits.shape[1]
        (self.body, self.files, self.input) = (body, files, input)
        shape = Array(example.shape.dropFirst())
    }

    public func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try withoutGradients { () throws(TorchError) in
            let logits = try body.logits(of: self.input.split(input)).to(.float32)
            guard let chosen else { return logits }
            let places = try Tensor(chosen.map(Int64.init)).to(logits.device)
            return try logits.select(dimension: 1, indices: places)
        }
    }

    public func blankInput(count: Int, device: Device) throws(TorchError) -> Tensor {
        switch input {
        case .pictures: try .zeros([count] + shape, device: device)
        case .tokens: try TokenBatch.blank(count: count, length: shape[1], device: device)
        }
    }

    /// Names for classes of which nobody knows others.
    var placesAsNames: [String] { (0..<classes).map(String.init) }

    /// Keeps the file in a model's folder, so that it can be loaded from there.
    func copy(to folder: ModelFolder) throws {
        try files.copy(to: folder.url, chosen: chosen)
    }

    public func loadWeights(_ source: [String: Tensor]) throws {
        throw RunError.notAModel(
            path: files.main.path, missing: "its weights are those of the file, and stay so")
    }
}
