import Testing

@testable import Distillery

@Suite("Times of runs")
struct RunTimesTests {
    /// By numpy: `percentile(seconds, [50, 95, 100], method="inverted_cdf")`.
    @Test("have the median and the 95th percentile that numpy finds")
    func percentiles() {
        let seconds = [0.9, 0.1, 0.5, 0.3, 0.7, 0.2, 0.8, 0.4, 0.6, 1.0, 5.0, 0.05]
        let times = RunTimes(seconds: seconds)
        #expect(times.median == 0.5 && times.medianMilliseconds == 500)
        #expect(times.p95Milliseconds == 5000 && times.percentile(1) == 5)
        #expect(RunTimes(seconds: seconds.dropLast(2) + []).percentile(0.9) == 0.9)
    }

    @Test("count the runs that are asked for, and not those that warm up")
    func counts() {
        var calls = 0
        let times = RunTimes(runs: 7, warmUp: 2) { calls += 1 }
        #expect(times.seconds.count == 7 && calls == 9)
    }
}
