import Foundation

/// Batches made ahead by several threads, handed over in order; owns its lock.
final class BatchQueue: @unchecked Sendable {
    private let condition = NSCondition()
    private let end: Int
    private let ahead: Int
    // Everything below is read and written with `condition` locked.
    private var nextToMake: Int
    private var nextToDeliver: Int
    private var finished: [Int: Result<ImageBatch, DatasetError>] = [:]
    private var isStopped = false

    /// A queue of the batches `start..<end`, of which at most `ahead` wait to be taken.
    init(start: Int, end: Int, ahead: Int) {
        nextToMake = start
        nextToDeliver = start
        self.end = end
        self.ahead = ahead
    }

    /// The number of a batch to make, once there is room for it; nil when there is no more to do.
    func claim() -> Int? {
        condition.withLock {
            while !isStopped, nextToMake < end, nextToMake >= nextToDeliver + ahead {
                condition.wait()
            }
            guard !isStopped, nextToMake < end else { return nil }
            defer { nextToMake += 1 }
            return nextToMake
        }
    }

    /// Lays down a batch that was claimed.
    func deliver(_ result: Result<ImageBatch, DatasetError>, number: Int) {
        condition.withLock {
            finished[number] = result
            condition.broadcast()
        }
    }

    /// The next batch in order, once it is made; nil after the last.
    func take() -> Result<ImageBatch, DatasetError>? {
        condition.withLock {
            while !isStopped, nextToDeliver < end, finished[nextToDeliver] == nil {
                condition.wait()
            }
            guard let result = finished.removeValue(forKey: nextToDeliver) else { return nil }
            nextToDeliver += 1
            condition.broadcast()
            return result
        }
    }

    /// Lets all threads go.
    func stop() {
        condition.withLock {
            isStopped = true
            finished = [:]
            condition.broadcast()
        }
    }

    var isRunning: Bool { condition.withLock { !isStopped } }
}
