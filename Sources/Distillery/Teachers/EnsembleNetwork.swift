import Torch

/// Several teachers as one network, to be measured beside the student: parameters and cost of all.
///
/// Where labels decide the shares, here, where none are known, all have the same.
final class EnsembleNetwork: ImageClassifier {
    let configuration: ModelConfiguration
    let members: [any ImageClassifier]
    private let average: AnswerAverage

    let stages: [String] = []
    let preactivations: [String] = []
    let pooled = ""
    let head = ""

    init(_ members: [any ImageClassifier], average: AnswerAverage) {
        self.members = members
        self.average = average
        var joined = members[0].configuration
        joined.kind = members.map(\.configuration.kind).joined(separator: "+")
        configuration = joined
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        var answers: [Tensor] = []
        for member in members { answers.append(try member(input)) }
        return try average(answers)
    }
}
