import Foundation

/// When a request that failed is sent again, and after how long.
struct RetryPolicy: Sendable {
    /// Repetitions at most.
    var retries: Int
    /// Seconds before the first one, as a rule.
    var base: Double
    /// The longest that is waited by doubling.
    static let longest = 60.0
    /// The longest that a server can ask to be waited.
    static let longestAsked = 600.0

    /// Whether a status may be another one next time.
    static func isPassing(_ status: Int) -> Bool {
        [408, 425, 429, 500, 502, 503, 504, 529].contains(status)
    }

    /// Seconds before repetition `number`, from 0: doubled each time, and between half and all of that
    /// by chance, so that requests that failed together do not come again together.
    ///
    /// - Parameter chance: from 0 to 1.
    func delay(before number: Int, chance: Double) -> Double {
        let whole = min(Self.longest, base * pow(2, Double(min(number, 30))))
        return whole * (0.5 + 0.5 * chance)
    }

    /// Seconds that a `Retry-After` header asks for: a number, or a date (RFC 9110).
    static func seconds(ofRetryAfter header: String?, now: Date = Date()) -> Double? {
        guard let header = header?.trimmingCharacters(in: .whitespaces) else { return nil }
        if let seconds = Double(header) { return seconds.isFinite && seconds >= 0 ? seconds : nil }
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 0)
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        return format.date(from: header).map { max(0, $0.timeIntervalSince(now)) }
    }
}
