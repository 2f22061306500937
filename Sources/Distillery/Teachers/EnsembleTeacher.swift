import Torch

/// Several teachers that answer as one; each one's own answer is there beside.
public final class EnsembleTeacher: Teacher {
    private let members: [any Teacher]
    private let average: AnswerAverage
    private let averaged: [Int]

    /// - Parameter averaged: the places of those whose answers are averaged; nil is all.
    public init(_ members: [any Teacher], average: AnswerAverage, averaged: [Int]? = nil) {
        self.members = members
        self.average = average
        self.averaged = averaged ?? Array(members.indices)
    }

    public func answer(_ batch: TensorBatch) throws -> TeacherAnswer {
        let answers = try members.map { try $0.answer(batch) }
        let logits = try withoutGradients { () throws(TorchError) in
            try average(averaged.map { answers[$0].logits }, targets: batch.targets)
        }
        return TeacherAnswer(logits: logits, members: answers)
    }
}
