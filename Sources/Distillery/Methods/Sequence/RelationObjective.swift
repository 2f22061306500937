import Torch

/// Weighted distances of tokens' relations beside the labels, at work.
final class RelationObjective: Objective {
    /// How two relations are compared.
    enum Measure: Sendable {
        /// Of scores, before the softmax.
        case squaredError
        /// KL(teacher ‖ student) of what the softmax makes of scores.
        case divergence
    }

    /// One term: the sum of what its relations are apart.
    struct Part: Sendable {
        var name: String
        var relations: [TokenRelation]
        var measure = Measure.divergence
        var weight: ScheduledNumber

        func term(_ step: DistillationStep, _ mask: TokenMask) throws -> LossTerm {
            let distances = try relations.map { relation in
                switch measure {
                case .squaredError: try relation.squaredError(step, mask)
                case .divergence: try relation.divergence(step, mask)
                }
            }
            return LossTerm(name, try distances.total(), weight: weight.value(at: step))
        }
    }

    private let kind: String
    private let parts: [Part]
    private let labelWeight: ScheduledNumber

    init(_ kind: String, _ parts: [Part], labelWeight: ScheduledNumber) {
        self.kind = kind
        self.parts = parts
        self.labelWeight = labelWeight
    }

    var taps: Taps { parts.flatMap(\.relations).reduce(.none) { $0.union($1.taps) } }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let mask = try TokenMask(step, for: kind)
        return try parts.map { try $0.term(step, mask) }
            + [.labels(step, weight: labelWeight)]
    }
}
