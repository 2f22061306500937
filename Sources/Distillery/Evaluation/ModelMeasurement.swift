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
        latencyMedianMilliseconds = percentile(latencies, 0.5) * 1000
        latencyP95Milliseconds = percentile(latencies, 0.95) * 1000
        examplesPerSecond = 64 / percentile(batches, 0.5)
        latencyByLength = try Self.onOneThread {
            try data.form.inputsByLength().map { length, input in
                let times = try Self.times(
                    of: network, input: input.to(data.device), seconds: seconds / 5)
                return LengthLatency(tokens: length, milliseconds: percentile(times, 0.5) * 1000)
            }
        }
    }

    /// What `measure` gives while operators have a single thread.
    static func onOneThread<Result>(_ measure: () throws -> Result) rethrows -> Result {
        let threads = Engine.threads
        Engine.threads = 1
        defer { Engine.threads = threads }
        return try measure()
    }

    /// The median of milliseconds that an input takes.
    static func median(
        of network: any Layer, input: Tensor, seconds: Double = 0.3
    ) throws -> Double {
        percentile(try times(of: network, input: input, seconds: seconds), 0.5) * 1000
    }

    /// Seconds of each forward pass; the result is read, so that an accelerator has finished.
    private static func times(
        of network: any Layer, input: Tensor, seconds: Double
    ) throws -> [Double] {
        try withoutGradients {
            for _ in 0..<3 { _ = try network(input).bytes() }
            var times: [Double] = []
            let begun = ContinuousClock.now
            while times.count < 10 || (ContinuousClock.now - begun).seconds < seconds {
                let start = ContinuousClock.now
                _ = try network(input).bytes()
                times.append((ContinuousClock.now - start).seconds)
            }
            return times
        }
    }
}

/// The value below which a share of all values lies, by the nearest rank.
private func percentile(_ values: [Double], _ share: Double) -> Double {
    let sorted = values.sorted()
    let rank = Int((share * Double(sorted.count)).rounded(.up)) - 1
    return sorted[max(0, min(rank, sorted.count - 1))]
}
