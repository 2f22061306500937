import Foundation
import Torch

/// What it costs to run a model: time and memory, measured here and now.
struct ModelMeasurement {
    var latencyMedianMilliseconds: Double
    var latencyP95Milliseconds: Double
    var examplesPerSecond: Double
    var peakMemoryBytes: Int
    var latencyByLength: [LengthLatency]

    /// Times a network on zeros of the data's shape: batch 1 for latency, batch 64 for throughput.
    ///
    /// Each is warmed up first and then repeated for about `seconds`, at least 10 times.
    init(of network: any Layer, on data: TrainingData, seconds: Double = 0.5) throws {
        network.setTraining(false)
        let single = try data.exampleInput(count: 1)
        let batch = try data.exampleInput(count: 64)
        ProcessMemory.resetPeak()
        let latencies = try Self.times(of: network, input: single, seconds: seconds)
        let batches = try Self.times(of: network, input: batch, seconds: seconds)
        peakMemoryBytes = ProcessMemory.peakBytes
        latencyMedianMilliseconds = latencies.medianMilliseconds
        latencyP95Milliseconds = latencies.p95Milliseconds
        examplesPerSecond = 64 / batches.median
        latencyByLength = try Self.onOneThread {
            try data.form.inputsByLength().map { length, input in
                let times = try Self.times(
                    of: network, input: input.to(data.device), seconds: seconds / 5)
                return LengthLatency(tokens: length, milliseconds: times.medianMilliseconds)
            }
        }
    }

    /// What `measure` gives while operators have a single thread.
    private static func onOneThread<Result>(_ measure: () throws -> Result) rethrows -> Result {
        let threads = Engine.threads
        Engine.threads = 1
        defer { Engine.threads = threads }
        return try measure()
    }

    /// The median of the milliseconds that an input takes on one thread.
    static func singleThreaded(
        _ network: any Layer, input: Tensor, seconds: Double = 0.3
    ) throws -> Double {
        try onOneThread {
            try times(of: network, input: input, seconds: seconds).medianMilliseconds
        }
    }

    /// How long forward passes take; the result is read, so that an accelerator has finished.
    private static func times(
        of network: any Layer, input: Tensor, seconds: Double
    ) throws -> RunTimes {
        try withoutGradients {
            try RunTimes(duration: seconds) { _ = try network(input).bytes() }
        }
    }
}
