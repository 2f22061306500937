import Torch

/// Several teachers as one network, to be measured beside the student: parameters and cost of all.
///
/// Where labels decide the shares, here, where none are known, all have the same.
final class EnsembleNetwork: Classifier {
    let members: [any Classifier]
    private let average: AnswerAverage

    let stages: [String] = []
    let pooled = ""
    let head = ""

    init(_ members: [any Classifier], average: AnswerAverage) {
        self.members = members
        self.average = average
    }

    var name: String { members.map(\.name).joined(separator: "+") }
    var classes: Int { members[0].classes }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        var answers: [Tensor] = []
        for member in members { answers.append(try member(input)) }
        return try average(answers)
    }

    func blankInput(count: Int, device: Device) throws(TorchError) -> Tensor {
        try members[0].blankInput(count: count, device: device)
    }

    func loadWeights(_ source: [String: Tensor]) throws { try load(source) }
}
