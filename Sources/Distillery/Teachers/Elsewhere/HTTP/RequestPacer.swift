import Synchronization

/// Keeps the requests of all threads below a rate, and away from a server that asked to be left alone.
final class RequestPacer: Sendable {
    private let interval: Double
    private let clock: any RequestClock
    /// When the next request may begin.
    private let next: Mutex<Double>

    /// - Parameter rate: requests a second; nil is as many as there can be.
    init(rate: Double?, clock: any RequestClock = MachineClock()) {
        interval = rate.map { 1 / $0 } ?? 0
        self.clock = clock
        next = Mutex(clock.now)
    }

    /// Waits for the caller's turn.
    ///
    /// - Throws: `CancellationError` where a stop was asked for meanwhile.
    func waitForTurn(stop: StopRequest) throws(CancellationError) {
        while true {
            if stop.isStopping { throw CancellationError() }
            let now = clock.now
            let wait = next.withLock { next in
                guard next <= now else { return next - now }
                next = now + interval
                return 0.0
            }
            guard wait > 0 else { return }
            clock.wait(wait, stop: stop)
        }
    }

    /// Lets nobody begin for so many seconds.
    func pause(_ seconds: Double) {
        let until = clock.now + seconds
        next.withLock { $0 = max($0, until) }
    }
}
