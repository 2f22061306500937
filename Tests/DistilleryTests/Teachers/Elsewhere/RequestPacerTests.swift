import Foundation
import Synchronization
import Testing

@testable import Distillery

@Suite("The pace of requests")
struct RequestPacerTests {
    /// Time that passes only while somebody waits.
    private final class TestClock: RequestClock {
        private let time = Mutex(0.0)
        var now: Double { time.withLock { $0 } }
        func wait(_ seconds: Double, stop: StopRequest) { time.withLock { $0 += seconds } }
    }

    @Test("keeps a rate, and does not save up what was not used")
    func rate() throws {
        let clock = TestClock()
        let pacer = RequestPacer(rate: 10, clock: clock)
        var times: [Double] = []
        for number in 0..<6 {
            if number == 3 { clock.wait(5, stop: StopRequest()) }
            try pacer.waitForTurn(stop: StopRequest())
            times.append(clock.now)
        }
        let gaps = zip(times.dropFirst(), times).map { $0 - $1 }
        #expect(abs(gaps[0] - 0.1) < 1e-9 && abs(gaps[1] - 0.1) < 1e-9)
        // After a rest one is due at once, and the rate is kept from there on.
        #expect(abs(gaps[2] - 5) < 1e-9)
        #expect(abs(gaps[3] - 0.1) < 1e-9 && abs(gaps[4] - 0.1) < 1e-9)
    }

    @Test("lets nobody through before a pause is over, nor after a stop")
    func pause() throws {
        let clock = TestClock()
        let pacer = RequestPacer(rate: nil, clock: clock)
        pacer.pause(7)
        try pacer.waitForTurn(stop: StopRequest())
        #expect(clock.now == 7)
        let stop = StopRequest()
        stop.stop()
        #expect(throws: CancellationError.self) { try pacer.waitForTurn(stop: stop) }
    }

    @Test("doubles the time before each repetition, half of it by chance, up to a minute")
    func backOff() {
        let policy = RetryPolicy(retries: 9, base: 0.5)
        #expect((0..<4).map { policy.delay(before: $0, chance: 1) } == [0.5, 1, 2, 4])
        #expect((0..<4).map { policy.delay(before: $0, chance: 0) } == [0.25, 0.5, 1, 2])
        #expect(policy.delay(before: 40, chance: 1) == 60)
    }

    @Test("reads both forms of Retry-After")
    func retryAfter() throws {
        #expect(RetryPolicy.seconds(ofRetryAfter: "120") == 120)
        // The date of RFC 9110, section 10.2.3; 784111777 is Sun, 06 Nov 1994 08:49:37 GMT.
        let now = Date(timeIntervalSince1970: 784_111_777)
        #expect(RetryPolicy.seconds(ofRetryAfter: "Sun, 06 Nov 1994 08:50:07 GMT", now: now) == 30)
        #expect(RetryPolicy.seconds(ofRetryAfter: "Sun, 06 Nov 1994 08:40:07 GMT", now: now) == 0)
        for odd in ["soon", "-1", "inf", ""] {
            #expect(RetryPolicy.seconds(ofRetryAfter: odd) == nil)
        }
        #expect(RetryPolicy.seconds(ofRetryAfter: nil) == nil)
    }
}
