import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// One file on its way from a server to the disk: counted, hashed and written as it comes.
final class FileTransfer: NSObject, URLSessionDataDelegate, @unchecked Sendable {
    private let source: DownloadSource
    private let progress: @Sendable (DownloadProgress) -> Void
    private let finished = DispatchSemaphore(value: 0)
    private let lock = NSLock()
    // Everything below is read and written with `lock` held.
    private let writer: FileWriter
    private let digest = ContentHash()
    private var received = 0
    private var failure: DownloadError?

    init(
        _ source: DownloadSource, to path: String,
        progress: @escaping @Sendable (DownloadProgress) -> Void
    ) throws(DownloadError) {
        self.source = source
        self.progress = progress
        writer = try FileWriter(path)
    }

    /// Fetches the file; returns once it is whole, right and in its place.
    func run(timeout: TimeInterval) throws(DownloadError) {
        guard let url = URL(string: source.url) else {
            throw .network(url: source.url, message: "it is no address")
        }
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = timeout
        let session = URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
        defer { session.invalidateAndCancel() }
        var request = URLRequest(url: url)
        // The checksum is that of the file as it lies there.
        request.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
        session.dataTask(with: request).resume()
        finished.wait()
        lock.lock()
        defer {
            // The session may keep this object a little longer than the caller waits.
            writer.discard()
            lock.unlock()
        }
        if let failure { throw failure }
        guard received == source.bytes else {
            throw .length(url: source.url, found: received, expected: source.bytes)
        }
        let found = digest.finish()
        guard found == source.sha256 else {
            throw .checksum(url: source.url, found: found, expected: source.sha256)
        }
        try writer.commit()
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        let code = (response as? HTTPURLResponse)?.statusCode ?? 0
        if code != 200 { fail(.status(url: source.url, code: code)) }
        completionHandler(code == 200 ? .allow : .cancel)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        lock.lock()
        received += data.count
        let count = received
        digest.update(data)
        var problem: DownloadError?
        if count > source.bytes {
            problem = .length(url: source.url, found: count, expected: source.bytes)
        } else {
            do {
                try writer.write(Array(data))
            } catch {
                problem = error
            }
        }
        lock.unlock()
        if let problem {
            fail(problem)
            dataTask.cancel()
        } else {
            progress(
                DownloadProgress(
                    fileName: source.fileName, received: count, total: source.bytes))
        }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
    ) {
        if let error { fail(.network(url: source.url, message: error.localizedDescription)) }
        finished.signal()
    }

    /// Keeps the first failure: a cancelled transfer reports its cancellation as well.
    private func fail(_ error: DownloadError) {
        lock.withLock { if failure == nil { failure = error } }
    }
}
