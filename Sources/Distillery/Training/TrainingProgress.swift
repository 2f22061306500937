/// How far a training has come: what a checkpoint holds beside tensors.
struct TrainingProgress: Codable, Sendable, Equatable {
    /// The epoch that is under way, from 0; equal to the plan's epochs when all are done.
    var epoch = 0
    /// Batches of this epoch that were trained on.
    var batch = 0
    /// Optimiser steps in all.
    var step = 0
    /// The best score on the validation examples so far, and its epoch.
    var best: Best?
    /// Epochs since the best one.
    var epochsWithoutProgress = 0
    /// Set when nothing is left to train.
    var isFinished = false
    /// What was summed up since the last metric point, so that a resumed run logs the same.
    var sums = MetricSums()
    /// Seconds of training so far.
    var seconds = 0.0

    struct Best: Codable, Sendable, Equatable {
        var epoch: Int
        var score: Double
    }
}

/// Sums of measurements between two metric points.
struct MetricSums: Codable, Sendable, Equatable {
    var steps = 0
    var values: [String: Double] = [:]

    mutating func add(_ name: String, _ value: Double) { values[name, default: 0] += value }

    var means: [String: Double] { values.mapValues { $0 / Double(max(steps, 1)) } }
}
