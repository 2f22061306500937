import Foundation

/// What one run of a comparison came to: one method with one seed.
public struct SeedResult: Codable, Sendable, Equatable {
    public var seed: UInt64
    /// The run's folder, below the comparison's.
    public var folder: String
    /// What ended the run; nil where it finished.
    public var failure: String?
    /// Share of right answers on the validation examples; nil where the run failed.
    public var top1: Double?
    /// Share of validation examples on which student and teacher choose the same class.
    public var agreement: Double?
    /// Mean negative log-likelihood of the labels, in nats.
    public var crossEntropy: Double?
    /// Seconds of optimiser steps, the teacher's answers in them included.
    public var seconds: Double?
    /// Most memory that the process had while the run trained.
    public var peakMemoryBytes: Double?
    /// The share of right answers after every epoch.
    public var top1ByEpoch: [Double]

    public init(
        seed: UInt64, folder: String, failure: String? = nil, top1: Double? = nil,
        agreement: Double? = nil, crossEntropy: Double? = nil, seconds: Double? = nil,
        peakMemoryBytes: Double? = nil, top1ByEpoch: [Double] = []
    ) {
        self.seed = seed
        self.folder = folder
        self.failure = failure
        self.top1 = top1
        self.agreement = agreement
        self.crossEntropy = crossEntropy
        self.seconds = seconds
        self.peakMemoryBytes = peakMemoryBytes
        self.top1ByEpoch = top1ByEpoch
    }

    /// What a run's report says of its student.
    init(seed: UInt64, _ outcome: RunOutcome, in folder: RunFolder) throws {
        let place = folder.url.pathComponents.suffix(2).joined(separator: "/")
        self.init(seed: seed, folder: place, failure: outcome.failure)
        guard let report = outcome.report,
            let evaluation = report.model(.student)?.evaluations.first?.evaluation
        else { return }
        let points = report.curves.filter { $0.role == .student }.flatMap(\.points)
        top1 = evaluation.score
        agreement = evaluation.agreement
        crossEntropy = evaluation.crossEntropy.flatMap { $0.isFinite ? $0 : nil }
        seconds = report.seconds
        peakMemoryBytes = points.compactMap { $0.values[MetricName.peakMemoryBytes] }.max()
        top1ByEpoch = points.filter { $0.kind == .evaluation }
            .compactMap(\.score)
    }
}
