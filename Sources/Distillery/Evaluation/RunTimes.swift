/// How long one thing took, each time that it was done.
public struct RunTimes: Sendable, Equatable {
    /// Seconds, in the order of the runs.
    public var seconds: [Double]

    public init(seconds: [Double]) { self.seconds = seconds }

    /// Does a thing so many times, after so many that do not count.
    public init(runs: Int, warmUp: Int, of body: () throws -> Void) rethrows {
        for _ in 0..<warmUp { try body() }
        seconds = []
        for _ in 0..<max(runs, 1) { seconds.append(try Self.time(of: body)) }
    }

    /// Does a thing 3 times that do not count, and then for about `duration` seconds, at least 10 times.
    public init(duration: Double, of body: () throws -> Void) rethrows {
        for _ in 0..<3 { try body() }
        seconds = []
        let begun = ContinuousClock.now
        while seconds.count < 10 || (ContinuousClock.now - begun).seconds < duration {
            seconds.append(try Self.time(of: body))
        }
    }

    public var median: Double { percentile(0.5) }
    public var medianMilliseconds: Double { median * 1000 }
    public var p95Milliseconds: Double { percentile(0.95) * 1000 }

    /// The seconds that a share of all runs stays within, by the nearest rank.
    public func percentile(_ share: Double) -> Double {
        let sorted = seconds.sorted()
        guard let last = sorted.indices.last else { return .nan }
        let rank = Int((share * Double(sorted.count)).rounded(.up)) - 1
        return sorted[max(0, min(rank, last))]
    }

    private static func time(of body: () throws -> Void) rethrows -> Double {
        let start = ContinuousClock.now
        try body()
        return (ContinuousClock.now - start).seconds
    }
}
