import Foundation
import Synchronization

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Foundation's own client: no cookies, no cache, no redirects, bounded answers.
final class SessionTransport: HTTPTransport {
    private let session: URLSession
    private let exchanges: Exchanges

    init(concurrency: Int, byteLimit: Int = 16 << 20) {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpMaximumConnectionsPerHost = concurrency
        configuration.httpShouldSetCookies = false
        configuration.urlCache = nil
        exchanges = Exchanges(byteLimit: byteLimit)
        session = URLSession(configuration: configuration, delegate: exchanges, delegateQueue: nil)
    }

    deinit { session.invalidateAndCancel() }

    func post(
        _ body: Data, to url: URL, headers: [String: String], timeout: Double
    ) throws(HTTPFailure) -> HTTPReply {
        // The session's own limit is for pauses; the one below is for the whole exchange.
        var request = URLRequest(url: url, timeoutInterval: timeout + 5)
        request.httpMethod = "POST"
        request.httpBody = body
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.setValue("application/json", forHTTPHeaderField: "Accept")
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let task = session.dataTask(with: request)
        let exchange = exchanges.begin(task.taskIdentifier)
        defer { exchanges.end(task.taskIdentifier) }
        task.resume()
        guard exchange.done.wait(timeout: .now() + timeout) == .success else {
            task.cancel()
            throw .timedOut(seconds: timeout)
        }
        return try exchange.result()
    }
}

/// One request and what came of it.
private final class Exchange: Sendable {
    private struct State {
        var reply = HTTPReply(status: 0)
        var failure: HTTPFailure?
    }

    let done = DispatchSemaphore(value: 0)
    private let state = Mutex(State())

    func receive(_ response: URLResponse) {
        guard let response = response as? HTTPURLResponse else { return }
        var headers: [String: String] = [:]
        for case (let name as String, let value as String) in response.allHeaderFields {
            headers[name.lowercased()] = value
        }
        let reply = HTTPReply(status: response.statusCode, headers: headers)
        state.withLock { $0.reply = reply }
    }

    /// Whether the answer may still grow.
    func receive(_ data: Data, limit: Int) -> Bool {
        state.withLock {
            $0.reply.body.append(data)
            guard $0.reply.body.count > limit else { return true }
            $0.failure = $0.failure ?? .tooLong(limit: limit)
            return false
        }
    }

    func end(_ error: (any Error)?) {
        state.withLock {
            if let error, $0.failure == nil {
                $0.failure = .connection(error.localizedDescription)
            }
        }
        done.signal()
    }

    func result() throws(HTTPFailure) -> HTTPReply {
        let (reply, failure) = state.withLock { ($0.reply, $0.failure) }
        if let failure { throw failure }
        return reply
    }
}

/// Hears what the session tells of each request.
private final class Exchanges: NSObject, URLSessionDataDelegate {
    private let byteLimit: Int
    private let open = Mutex<[Int: Exchange]>([:])

    init(byteLimit: Int) { self.byteLimit = byteLimit }

    func begin(_ task: Int) -> Exchange {
        let exchange = Exchange()
        open.withLock { $0[task] = exchange }
        return exchange
    }

    func end(_ task: Int) { open.withLock { $0[task] = nil } }

    private subscript(task: URLSessionTask) -> Exchange? {
        open.withLock { $0[task.taskIdentifier] }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
        completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        // Nothing is sent after a redirection: neither the key nor the examples.
        completionHandler(nil)
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        self[dataTask]?.receive(response)
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        if self[dataTask]?.receive(data, limit: byteLimit) == false { dataTask.cancel() }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
    ) {
        if let response = task.response, let exchange = self[task], error == nil {
            // A redirection that was not followed is told of nowhere else.
            exchange.receiveIfMissing(response)
        }
        self[task]?.end(error)
    }
}

extension Exchange {
    fileprivate func receiveIfMissing(_ response: URLResponse) {
        if (try? result())?.status == 0 { receive(response) }
    }
}
