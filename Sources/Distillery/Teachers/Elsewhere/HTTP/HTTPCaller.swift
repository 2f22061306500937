import Foundation

/// Sends requests to one service, in its time, again where that may help.
final class HTTPCaller: Sendable {
    /// The address as messages show it.
    let url: String
    private let target: URL
    private let headers: [String: String]
    private let secret: String?
    private let timeout: Double
    private let policy: RetryPolicy
    private let pacer: RequestPacer
    private let clock: any RequestClock
    private let transport: any HTTPTransport

    /// - Parameters:
    ///   - path: the recipe's key, as `teacher.http`.
    ///   - environment: where the key is looked for.
    init(
        _ settings: HTTPSettings, path: String,
        environment: [String: String] = ProcessInfo.processInfo.environment,
        clock: any RequestClock = MachineClock(), transport: (any HTTPTransport)? = nil
    ) throws {
        guard let target = URL(string: settings.url) else {
            throw RecipeError.invalidValue(
                path: "\(path).url", found: settings.url.excerpt(80), expected: "an address")
        }
        let secret = try settings.readKey(path: path, environment: environment)
        var headers = settings.headers
        if let secret {
            if !headers.values.contains(where: { $0.contains("{key}") }) {
                headers["Authorization"] = "Bearer {key}"
            }
            headers = headers.mapValues { $0.replacingOccurrences(of: "{key}", with: secret) }
        }
        // What follows the question mark may be as secret as a key.
        url = String(settings.url.prefix { $0 != "?" })
        self.target = target
        self.headers = headers
        self.secret = secret
        timeout = settings.timeout
        policy = RetryPolicy(retries: settings.retries, base: settings.backOff)
        pacer = RequestPacer(rate: settings.rate, clock: clock)
        self.clock = clock
        self.transport = transport ?? SessionTransport(concurrency: settings.concurrency)
    }

    /// The body of the answer to a request.
    ///
    /// - Throws: `ExampleTeacherError`; `CancellationError` where a stop was asked for between attempts.
    func post(_ body: Data, stop: StopRequest) throws -> Data {
        var attempt = 0
        while true {
            try pacer.waitForTurn(stop: stop)
            let reason: String
            switch send(body) {
            case .success(let reply):
                if (200..<300).contains(reply.status) { return reply.body }
                try requirePassing(reply)
                reason = "status \(reply.status): \(excerpt(of: reply.body))"
            case .failure(.tooLong(let limit)):
                throw gaveUp(after: attempt, "\(HTTPFailure.tooLong(limit: limit))")
            case .failure(let failure): reason = "\(failure)"
            }
            guard attempt < policy.retries else { throw gaveUp(after: attempt, reason) }
            clock.wait(policy.delay(before: attempt, chance: .random(in: 0...1)), stop: stop)
            attempt += 1
        }
    }

    private func send(_ body: Data) -> Result<HTTPReply, HTTPFailure> {
        Result { () throws(HTTPFailure) in
            try transport.post(body, to: target, headers: headers, timeout: timeout)
        }
    }

    /// Part of an answer for a message, without the key.
    func excerpt(of body: Data) -> String {
        var text = String(decoding: body.prefix(4096), as: UTF8.self)
        if let secret { text = text.replacingOccurrences(of: secret, with: "•••") }
        return text.excerpt()
    }

    private func gaveUp(after attempt: Int, _ reason: String) -> ExampleTeacherError {
        .gaveUp(url: url, attempts: attempt + 1, reason: reason)
    }

    /// Refuses an answer that will be the same next time; leaves the server alone where it asks for that.
    private func requirePassing(_ reply: HTTPReply) throws {
        if (300..<400).contains(reply.status) {
            throw ExampleTeacherError.redirected(
                url: url,
                to: (reply.headers["location"] ?? "").prefix { $0 != "?" }.description.excerpt(120))
        }
        guard RetryPolicy.isPassing(reply.status) else {
            throw ExampleTeacherError.refused(
                url: url, status: reply.status, excerpt: excerpt(of: reply.body))
        }
        guard let seconds = RetryPolicy.seconds(ofRetryAfter: reply.headers["retry-after"])
        else { return }
        guard seconds <= RetryPolicy.longestAsked else {
            throw ExampleTeacherError.mustWait(url: url, seconds: Int(seconds.rounded(.up)))
        }
        pacer.pause(seconds)
    }
}
