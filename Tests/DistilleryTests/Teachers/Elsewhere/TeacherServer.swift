import Foundation
import Synchronization

@testable import Distillery

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A teacher on a port of this machine that does to each request what a test wants.
final class TeacherServer: Sendable {
    /// A request as it came.
    struct Request: Sendable {
        var headers: [String: String]
        var body: JSONValue
        /// The texts of the examples, where the body has `texts`.
        var texts: [String] { body["texts"]?.list?.compactMap(\.text) ?? [] }
    }

    /// What is done to a request.
    indirect enum Reaction: Sendable {
        case answer(String, status: Int = 200, headers: [String: String] = [:])
        case later(Double, Reaction)
        /// Half of the answer, then the line is cut.
        case half(String)
    }

    let port: Int
    private let descriptor: Int32
    private struct Log {
        var requests: [Request] = []
        var open = 0
        var mostOpen = 0
    }
    private let log = Mutex(Log())

    var url: String { "http://127.0.0.1:\(port)/v1" }
    var requests: [Request] { log.withLock { $0.requests } }
    /// The most requests that were here at one time.
    var mostOpen: Int { log.withLock { $0.mostOpen } }
    /// All texts that were asked about, in the order of the requests.
    var texts: [String] { requests.flatMap(\.texts) }

    /// - Parameter react: gets each request, and the number of those before it.
    init(_ react: @escaping @Sendable (Request, Int) -> Reaction) throws {
        #if canImport(Glibc)
            let stream = Int32(SOCK_STREAM.rawValue)
        #else
            let stream = SOCK_STREAM
        #endif
        let descriptor = socket(AF_INET, stream, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && listen(descriptor, 64) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        guard isListening else { throw POSIXError(.EADDRNOTAVAIL) }
        self.descriptor = descriptor
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [weak self] in
            while true {
                let client = accept(descriptor, nil, nil)
                guard client >= 0 else { return }
                Thread.detachNewThread { [weak self] in
                    self?.serve(client, react)
                    close(client)
                }
            }
        }
    }

    deinit {
        shutdown(descriptor, Int32(SHUT_RDWR))
        close(descriptor)
    }

    private func serve(_ client: Int32, _ react: (Request, Int) -> Reaction) {
        guard let request = Self.read(client) else { return }
        let number = log.withLock { log in
            log.requests.append(request)
            log.open += 1
            log.mostOpen = max(log.mostOpen, log.open)
            return log.requests.count - 1
        }
        Self.carryOut(react(request, number), client) { log.withLock { $0.open -= 1 } }
    }

    /// - Parameter leave: called before the answer's last byte, after which the next request may come.
    private static func carryOut(_ reaction: Reaction, _ client: Int32, leave: () -> Void) {
        switch reaction {
        case .later(let seconds, let then):
            Thread.sleep(forTimeInterval: seconds)
            carryOut(then, client, leave: leave)
        case .answer(let body, let status, let headers):
            leave()
            send(head(status, headers, length: body.utf8.count) + body, to: client)
        case .half(let body):
            leave()
            send(
                head(200, [:], length: body.utf8.count) + body.prefix(body.count / 2), to: client)
        }
    }

    private static func head(_ status: Int, _ headers: [String: String], length: Int) -> String {
        let more = headers.map { "\($0.key): \($0.value)\r\n" }.joined()
        return "HTTP/1.1 \(status) Status\r\nContent-Type: application/json\r\n"
            + "Content-Length: \(length)\r\nConnection: close\r\n\(more)\r\n"
    }

    private static func send(_ text: String, to client: Int32) {
        var answer = Array(text.utf8)
        while !answer.isEmpty {
            let sent = systemSend(client, answer)
            guard sent > 0 else { return }
            answer.removeFirst(sent)
        }
    }

    private static func read(_ client: Int32) -> Request? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = recv(client, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            bytes += buffer[..<count]
            guard let request = parse(bytes) else { continue }
            return request
        }
    }

    /// Nil until all of it is there.
    private static func parse(_ bytes: [UInt8]) -> Request? {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n") else { return nil }
        var headers: [String: String] = [:]
        for line in text[..<end.lowerBound].components(separatedBy: "\r\n").dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] =
                parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
        }
        let body = text[end.upperBound...]
        guard body.utf8.count >= Int(headers["content-length"] ?? "") ?? 0 else { return nil }
        return Request(headers: headers, body: JSONValue(json: body.utf8) ?? .null)
    }
}

private func systemSend(_ client: Int32, _ bytes: [UInt8]) -> Int {
    send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL))
}
