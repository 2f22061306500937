@testable import Distillery

extension ModelEvaluation {
    /// An evaluation of a classifier, of its metrics.
    init(
        name: String, metrics: ClassificationMetrics, parameters: Int, multiplyAdds: Int,
        fileBytes: Int, latencyMedianMilliseconds: Double, latencyP95Milliseconds: Double,
        examplesPerSecond: Double, peakMemoryBytes: Int
    ) {
        self.init(
            name: name, examples: metrics.examples, quality: metrics.quality,
            parameters: parameters, multiplyAdds: multiplyAdds, fileBytes: fileBytes,
            latencyMedianMilliseconds: latencyMedianMilliseconds,
            latencyP95Milliseconds: latencyP95Milliseconds, examplesPerSecond: examplesPerSecond,
            peakMemoryBytes: peakMemoryBytes)
    }
}
