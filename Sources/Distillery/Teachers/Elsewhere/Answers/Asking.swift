import Foundation

/// Asks a teacher about many examples, on as many threads as it takes questions at one time.
///
/// Answers are handed over on the caller's thread as they come. When something goes wrong nothing more is
/// asked, but what is on its way is waited for and handed over, since it was paid for.
final class Asking: Sendable {
    private let teacher: any ExampleTeacher
    private let batches: [ArraySlice<TeacherQuestion>]
    private let halt = StopRequest()
    private let board = Board()

    init(_ teacher: any ExampleTeacher, about questions: [TeacherQuestion]) {
        self.teacher = teacher
        batches = stride(from: 0, to: questions.count, by: teacher.batchSize).map {
            questions[$0..<min($0 + teacher.batchSize, questions.count)]
        }
    }

    /// Asks, and returns once all is answered.
    ///
    /// - Parameters:
    ///   - goesOn: called again and again; throws to stop.
    ///   - received: gets each batch's answers.
    func run(
        goesOn: () throws -> Void,
        received: ([(question: TeacherQuestion, answer: JSONValue)]) throws -> Void
    ) throws {
        let threads = min(teacher.concurrency, batches.count)
        board.begin(threads)
        for _ in 0..<threads { Thread.detachNewThread { self.work() } }
        var failure: (any Error)?
        func noting(_ body: () throws -> Void) {
            do {
                try body()
            } catch {
                failure = failure ?? error
                halt.stop()
            }
        }
        while let news = board.next(within: 0.1) {
            noting { if failure == nil { try goesOn() } }
            for item in news {
                noting {
                    let (number, answers) = try item.get()
                    try received(zip(batches[number], answers).map { (question: $0, answer: $1) })
                }
            }
        }
        if let failure { throw failure }
    }

    /// What one thread does.
    private func work() {
        while !halt.isStopping, let number = board.take(below: batches.count) {
            do {
                let batch = Array(batches[number])
                let answers = try teacher.ask(batch, stop: halt)
                board.put(.success((number, answers)))
            } catch is CancellationError {
                break
            } catch {
                halt.stop()
                board.put(.failure(error))
            }
        }
        board.end()
    }
}

/// What threads and caller share: the next batch, the answers that came, and how many threads still work.
private final class Board: @unchecked Sendable {
    typealias Item = Result<(number: Int, answers: [JSONValue]), any Error>

    private let condition = NSCondition()
    // Everything below is read and written with the condition's lock held.
    private var following = 0
    private var news: [Item] = []
    private var working = 0

    func begin(_ threads: Int) { condition.withLock { working = threads } }

    func take(below count: Int) -> Int? {
        condition.withLock {
            guard following < count else { return nil }
            defer { following += 1 }
            return following
        }
    }

    func put(_ item: Item) {
        condition.withLock {
            news.append(item)
            condition.signal()
        }
    }

    func end() {
        condition.withLock {
            working -= 1
            condition.signal()
        }
    }

    /// What came, which may be nothing yet; nil once all threads are done and all was taken.
    func next(within seconds: Double) -> [Item]? {
        condition.withLock {
            if news.isEmpty, working > 0 { _ = condition.wait(until: Date() + seconds) }
            if news.isEmpty, working == 0 { return nil }
            defer { news = [] }
            return news
        }
    }
}
