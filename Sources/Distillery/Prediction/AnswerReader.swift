import Foundation
import Torch

/// How what a network puts out becomes an answer.
protocol AnswerReader: Sendable {
    /// The classes that are answered; none where numbers or vectors are.
    var classNames: [String] { get }
    /// Whether the network sees the texts of a pair one by one.
    var readsTextsApart: Bool { get }
    /// The outputs `[batch, …]` as answers are read from them.
    func readable(_ output: Tensor) throws(TorchError) -> Tensor
    /// The answer in one example's numbers.
    func answer(in row: ArraySlice<Float>) -> Prediction.Answer
}

extension AnswerReader {
    var classNames: [String] { [] }
    var readsTextsApart: Bool { false }
    func readable(_ output: Tensor) throws(TorchError) -> Tensor { output }
}

/// Logits of classes.
struct LabelReader: AnswerReader {
    let classNames: [String]

    func readable(_ output: Tensor) throws(TorchError) -> Tensor {
        try output.softmax(dimension: -1)
    }

    func answer(in row: ArraySlice<Float>) -> Prediction.Answer {
        let shares = row.map(Double.init)
        let best = shares.indices.max { shares[$0] < shares[$1] } ?? 0
        return .label(classNames[best], probability: shares[best], probabilities: shares)
    }
}

/// One number.
struct NumberReader: AnswerReader {
    func answer(in row: ArraySlice<Float>) -> Prediction.Answer {
        .number(row.first.map(Double.init) ?? .nan)
    }
}

/// A text's vector.
struct VectorReader: AnswerReader {
    var readsTextsApart: Bool { true }
    func answer(in row: ArraySlice<Float>) -> Prediction.Answer { .vector(Array(row)) }
}

extension TextTask {
    /// What reads the answers of a network for the task.
    ///
    /// - Throws: `RunError.notAModel` for a network that guesses hidden words.
    func answerReader(of folder: ModelFolder) throws -> any AnswerReader {
        switch self {
        case .classification(let names): return LabelReader(classNames: names)
        case .regression: return NumberReader()
        case .embedding: return VectorReader()
        case .maskedWords:
            throw RunError.notAModel(
                path: folder.url.path,
                missing:
                    "it guesses hidden words and answers nothing else; train it further first: "
                    + "distill teach --start \(folder.url.relativePath)")
        }
    }
}
