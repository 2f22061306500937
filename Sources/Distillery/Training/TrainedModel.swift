import Foundation
import Torch

/// A model that is ready, with where it came from.
struct TrainedModel {
    var role: ModelRole
    /// The seed it was trained with in this run; nil where it came with weights.
    var seed: UInt64?
    /// Which of several networks of its role it is, from 1; nil where there is one.
    var number: Int?
    var model: any Classifier
    /// The file with exactly these weights; of several networks together, the first one's.
    var weights: URL
    /// The networks that this one is made of; empty for most.
    var members: [TrainedModel] = []
    /// The further tasks that it learned; empty for most.
    var tasks: [TaskObjective] = []

    /// SHA-256 of the weights; of several networks together, of theirs one after the other.
    var hash: String {
        get throws {
            guard !members.isEmpty else { return try ContentHash.ofWeights(weights) }
            return ContentHash.of(Array(try members.map { try $0.hash }.joined().utf8))
        }
    }

    /// The training that made it; nil where it came with weights.
    var job: TrainingJob? {
        seed.map { TrainingJob(role: role, seed: $0, number: number) }
    }

    /// This model and those that it is made of.
    var all: [TrainedModel] { [self] + members }
}
