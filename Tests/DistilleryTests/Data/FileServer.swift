import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Serves a few files over HTTP on a port of this machine, as long as it is kept.
final class FileServer: Sendable {
    let port: Int
    private let descriptor: Int32
    private let requests = Mutex(0)

    var requestCount: Int { requests.withLock { $0 } }

    init(_ files: [String: [UInt8]]) throws {
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
                bind(descriptor, address, length) == 0 && listen(descriptor, 8) == 0
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
                self?.requests.withLock { $0 += 1 }
                Self.answer(client, files)
                close(client)
            }
        }
    }

    deinit {
        shutdown(descriptor, Int32(SHUT_RDWR))
        close(descriptor)
    }

    private static func answer(_ client: Int32, _ files: [String: [UInt8]]) {
        var request = [UInt8](repeating: 0, count: 8192)
        let count = recv(client, &request, request.count, 0)
        let line = String(decoding: request.prefix(max(0, count)), as: UTF8.self)
        let name = line.split(separator: " ").dropFirst().first.map { String($0.dropFirst()) } ?? ""
        let body = files[name]
        let head =
            "HTTP/1.1 \(body == nil ? "404 Not Found" : "200 OK")\r\n"
            + "Content-Length: \(body?.count ?? 0)\r\nConnection: close\r\n\r\n"
        var answer = Array(head.utf8) + (body ?? [])
        while !answer.isEmpty {
            let sent = send(client, answer, answer.count, Int32(MSG_NOSIGNAL))
            guard sent > 0 else { return }
            answer.removeFirst(sent)
        }
    }
}
