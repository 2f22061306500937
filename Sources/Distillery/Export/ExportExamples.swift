import Foundation
import Torch

/// The outputs of a network on real examples, and those of files beside them.
struct ExportExamples {
    /// The examples' batches, and what the network answers to them.
    private let batches: [(batch: TensorBatch, output: Tensor)]
    private let data: TrainingData
    let count: Int
    private let score: Double?

    /// - Parameter limit: how many examples are taken, the first of the validation split.
    init(_ network: any Layer, on data: TrainingData, limit: Int) throws {
        self.data = data
        let places = Array(0..<min(limit, data.validation.count))
        let loader = data.plainBatches(of: data.validation, batchSize: 32, at: places)
        var batches: [(batch: TensorBatch, output: Tensor)] = []
        var answers = data.form.noAnswers(to: data.validation)
        network.setTraining(false)
        while let batch = try loader.next() {
            let output = try withoutGradients { try network(batch.inputs).to(.float32) }
            try answers.add(output, to: batch)
            batches.append((batch, output))
        }
        self.batches = batches
        count = batches.reduce(0) { $0 + $1.batch.count }
        score = try answers.quality(against: nil).score
    }

    /// Runs a file on them.
    func check(
        _ format: ExportFormat, _ url: URL, bytes: Int, runner: String, network: any Layer
    ) throws -> ExportCheck {
        var answers = data.form.noAnswers(to: data.validation)
        var (largest, sum, elements, agreed, magnitude) = (0.0, 0.0, 0, 0, 0.0)
        let choosesClasses = data.form.task == .classification
        for (batch, expected) in batches {
            let found = try withoutGradients { try network(batch.inputs).to(.float32) }
            try answers.add(found, to: batch)
            let distance = try (found - expected).absoluteValue()
            largest = max(largest, try distance.maximum().item())
            sum += try distance.to(.float64).sum().item()
            elements += distance.elementCount
            magnitude = max(magnitude, try expected.absoluteValue().maximum().item())
            if choosesClasses {
                let same = try found.argmax(dimension: 1).equals(expected.argmax(dimension: 1))
                agreed += Int(try same.to(.float64).sum().item())
            }
        }
        return ExportCheck(
            format: format, file: url.lastPathComponent, bytes: bytes, examples: count,
            maximalDifference: largest, meanDifference: sum / Double(max(1, elements)),
            largestOutput: magnitude,
            agreement: choosesClasses ? Double(agreed) / Double(max(1, count)) : nil,
            score: try answers.quality(against: nil).score, networkScore: score,
            latencyMilliseconds: try ModelMeasurement.singleThreaded(
                network, input: data.exampleInput(count: 1)), runner: runner)
    }
}
