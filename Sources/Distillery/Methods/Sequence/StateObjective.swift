import Torch

/// `weight · Σ mean((W h_s − h_t)²) + label-weight · cross-entropy` over pairs of states, at work.
final class StateObjective: Objective {
    let states: StateMatch
    private let kind: String
    private let term: String
    private let weight: ScheduledNumber
    private let labelWeight: ScheduledNumber

    var pathNames: [String: String] { ["states": ""] }

    init(
        _ kind: String, term: String, _ pairs: [TapPair], weight: ScheduledNumber,
        labelWeight: ScheduledNumber
    ) throws {
        states = try StateMatch(pairs, for: kind)
        self.kind = kind
        self.term = term
        self.weight = weight
        self.labelWeight = labelWeight
    }

    var taps: Taps { states.taps }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let distance = try states.squaredError(step, TokenMask(step, for: kind))
        return [
            LossTerm(term, distance, weight: weight.value(at: step)),
            try .labels(step, weight: labelWeight),
        ]
    }
}
