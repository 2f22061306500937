import Foundation

/// Sends a request and waits for its answer.
protocol HTTPTransport: Sendable {
    /// - Throws: `HTTPFailure` where no whole answer came.
    func post(
        _ body: Data, to url: URL, headers: [String: String], timeout: Double
    ) throws(HTTPFailure) -> HTTPReply
}

/// What a server answered.
struct HTTPReply: Sendable {
    var status: Int
    /// By their names in lower case.
    var headers: [String: String] = [:]
    var body = Data()
}

/// Why there is no answer.
enum HTTPFailure: Error, Equatable, CustomStringConvertible {
    case timedOut(seconds: Double)
    /// The connection failed or broke, in the words of the system.
    case connection(String)
    case tooLong(limit: Int)

    var description: String {
        switch self {
        case .timedOut(let seconds):
            "no answer within \(NumberFormat.decimal(seconds, decimals: 2)) s"
        case .connection(let reason): reason
        case .tooLong(let limit): "its answer is longer than \(NumberFormat.bytes(limit))"
        }
    }
}
