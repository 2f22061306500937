import Foundation
import Testing

@testable import Distillery

/// Numbers of SciPy, in `Fixtures/statistics/intervals.json`.
private struct SciPy: Decodable {
    struct Quantile: Decodable { var degrees, probability, t: Double }
    struct Beta: Decodable { var a, b, x, value: Double }
    struct Comparison: Decodable {
        var method, control: [Double]
        var mean, lower, upper: Double
    }

    var quantiles: [Quantile]
    var cumulatives: [Quantile]
    var betas: [Beta]
    var paired: [Comparison]
    var unpaired: [Comparison]

    static func load() throws -> SciPy {
        let url = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../Fixtures/statistics/intervals.json").standardizedFileURL
        return try JSONDecoder().decode(SciPy.self, from: Data(contentsOf: url))
    }
}

@Suite("Student's t and its intervals")
struct StatisticsTests {
    private let scipy: SciPy

    init() throws { scipy = try SciPy.load() }

    private func isClose(_ one: Double, _ other: Double, _ tolerance: Double = 1e-10) -> Bool {
        abs(one - other) <= tolerance * max(1, abs(other))
    }

    @Test("the quantiles are SciPy's, from one degree of freedom to a thousand")
    func quantiles() {
        for entry in scipy.quantiles {
            let t = StudentT(degreesOfFreedom: entry.degrees).quantile(entry.probability)
            #expect(isClose(t, entry.t), "\(entry): \(t)")
        }
    }

    @Test("the probabilities are SciPy's, in both tails")
    func probabilities() {
        for entry in scipy.cumulatives {
            let value = StudentT(degreesOfFreedom: entry.degrees).cumulative(entry.t)
            #expect(abs(value - entry.probability) < 1e-12, "\(entry): \(value)")
        }
    }

    @Test("the incomplete beta function is SciPy's")
    func beta() {
        for entry in scipy.betas {
            let value = incompleteBeta(entry.a, entry.b, at: entry.x)
            #expect(isClose(value, entry.value, 1e-12), "\(entry): \(value)")
        }
        #expect(incompleteBeta(2, 3, at: 0) == 0 && incompleteBeta(2, 3, at: 1) == 1)
    }

    @Test("differences of the same seeds have the interval of SciPy's paired t-test")
    func paired() throws {
        for entry in scipy.paired {
            let differences = zip(entry.method, entry.control).map { $0 - $1 }
            let gain = try #require(Gain(differences: differences))
            let interval = try #require(gain.interval)
            #expect(isClose(gain.mean, entry.mean, 1e-12))
            #expect(isClose(interval.lower, entry.lower), "\(interval)")
            #expect(isClose(interval.upper, entry.upper), "\(interval)")
        }
    }

    @Test("models of other seeds have the interval of SciPy's Welch test")
    func unpaired() throws {
        for entry in scipy.unpaired {
            let gain = try #require(
                Gain(
                    of: try model(.student, entry.method), over: try model(.control, entry.control),
                    in: { $0.top1 }))
            let interval = try #require(gain.interval)
            #expect(isClose(interval.lower, entry.lower), "\(interval)")
            #expect(isClose(interval.upper, entry.upper), "\(interval)")
        }
    }

    @Test("a single seed has no interval")
    func single() throws {
        #expect(try #require(Gain(differences: [0.01])).interval == nil)
        #expect(Gain(differences: []) == nil)
    }

    private func model(_ role: ModelRole, _ accuracies: [Double]) throws -> RunReport.Model {
        let metrics = try ClassificationMetrics(logits: [1, 0], labels: [0], classes: 2)
        return RunReport.Model(
            role: role, name: "cnn",
            evaluations: accuracies.enumerated().map { index, accuracy in
                var evaluation = ModelEvaluation(
                    name: "cnn", metrics: metrics, parameters: 1, multiplyAdds: 1, fileBytes: 1,
                    latencyMedianMilliseconds: 1, latencyP95Milliseconds: 1, examplesPerSecond: 1,
                    peakMemoryBytes: 1)
                evaluation.top1 = accuracy
                return .init(seed: UInt64(index), evaluation: evaluation)
            })
    }
}
