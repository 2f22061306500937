import Foundation

/// Time as requests see it; tests have one of their own.
protocol RequestClock: Sendable {
    /// Seconds since some moment.
    var now: Double { get }
    /// Waits, not longer than the stop lets it.
    func wait(_ seconds: Double, stop: StopRequest)
}

/// The machine's own time.
struct MachineClock: RequestClock {
    var now: Double { ProcessInfo.processInfo.systemUptime }

    func wait(_ seconds: Double, stop: StopRequest) {
        let end = now + seconds
        while !stop.isStopping {
            let left = end - now
            guard left > 0 else { return }
            Thread.sleep(forTimeInterval: min(left, 0.02))
        }
    }
}
