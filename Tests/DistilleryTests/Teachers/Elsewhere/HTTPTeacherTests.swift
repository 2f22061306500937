import Foundation
import Synchronization
import Testing
import Torch

@testable import Distillery

@Suite("A teacher over HTTP")
struct HTTPTeacherTests {
    private let texts: ElsewhereData
    private let data: TrainingData

    init() throws {
        texts = try ElsewhereData(80)
        data = try texts.opened()
    }

    private func ask(
        _ server: TeacherServer, _ plan: TeacherPlan? = nil, count: Int = 4,
        environment: [String: String] = [:]
    ) throws -> [[Float]?] {
        let teacher = try server.teacher(for: data, plan, environment: environment)
        let questions = try data.questions(about: .train, 0..<count)
        return try teacher.ask(questions, stop: StopRequest()).map { try teacher.logits(of: $0) }
    }

    private func failure(
        _ server: TeacherServer, _ plan: TeacherPlan? = nil, environment: [String: String] = [:]
    ) -> String {
        do {
            _ = try ask(server, plan, environment: environment)
            return "none"
        } catch {
            return "\(error)"
        }
    }

    @Test("sends a batch as its template says, and reads a row for each example")
    func batch() throws {
        let server = try TeacherServer { request, _ in .answer(TeacherServer.rows(of: request)) }
        #expect(try ask(server) == [[0, 0], [0, 1], [0, 2], [0, 3]])
        #expect(server.requests.count == 1)
        #expect(server.texts == ["text 0", "text 1", "text 2", "text 3"])
        #expect(server.requests[0].headers["content-type"] == "application/json")
    }

    @Test("asks again after failures that may pass, and no more often than it may")
    func retries() throws {
        let server = try TeacherServer { request, number in
            switch number {
            case 0: .answer("busy", status: 503)
            case 1: .half(TeacherServer.rows(of: request))
            case 2: .later(3, .answer("{}"))
            default: .answer(TeacherServer.rows(of: request))
            }
        }
        #expect(try ask(server, server.plan(timeout: 1)) == [[0, 0], [0, 1], [0, 2], [0, 3]])
        #expect(server.requests.count == 4)

        let dead = try TeacherServer { _, _ in .answer("no \n room", status: 500) }
        let said = failure(dead, dead.plan(retries: 2))
        #expect(said.contains("was asked 3 times and did not answer: status 500: no   room"))
        #expect(said.contains("what it answered before is kept"))
        #expect(dead.requests.count == 3)
    }

    @Test("says that a time ran out, and that nobody is there")
    func silence() throws {
        let server = try TeacherServer { _, _ in .later(0.3, .answer("{}")) }
        #expect(
            failure(server, server.plan(timeout: 0.05, retries: 0)).contains(
                "no answer within 0.05 s"))
        var plan = server.plan(retries: 0)
        plan.http?.settings.url = "http://127.0.0.1:1/"
        #expect(failure(server, plan).contains("was asked 1 time and did not answer"))
    }

    @Test("leaves a server alone for as long as it asks")
    func retryAfter() throws {
        let times = Mutex<[Double]>([])
        let server = try TeacherServer { request, number in
            times.withLock { $0.append(ProcessInfo.processInfo.systemUptime) }
            return number == 0
                ? .answer("slowly", status: 429, headers: ["Retry-After": "0.2"])
                : .answer(TeacherServer.rows(of: request))
        }
        _ = try ask(server)
        let seen = times.withLock { $0 }
        #expect(seen.count == 2 && seen[1] - seen[0] >= 0.19)

        let long = try TeacherServer { _, _ in
            .answer("", status: 503, headers: ["Retry-After": "86400"])
        }
        #expect(failure(long).contains("asks to wait 86400 seconds"))
        #expect(long.requests.count == 1)
    }

    @Test("refuses at once, quoting it, what is not what the recipe says")
    func malformed() throws {
        for (body, words) in [
            ("<html>oh", "has no JSON, expected JSON; it was: <html>oh"),
            ("{\"out\": {\"score\": []}}", "'scores' there, for the path 'out.scores'"),
            ("{\"out\": {\"scores\": [[0, 1]]}}", "has 1 rows, expected 4, one an example"),
            ("{\"out\": {\"scores\": 5}}", "the number 5.0 at 'out.scores'"),
            ("{\"out\": {\"scores\": [[1, 2], [1, 2], [1], [1, 2]]}}", "has 1 numbers, expected 2"),
            ("{\"out\": {\"scores\": [[1, 2], [1, 2], [1, NaN], [1, 2]]}}", "no JSON"),
            (
                "{\"out\": {\"scores\": [[1, 2], [1, 2], [1, null], [1, 2]]}}",
                "has null, expected a finite"
            ),
        ] {
            let server = try TeacherServer { _, _ in .answer(body) }
            let said = failure(server)
            #expect(
                said.contains(words),
                "\(said)")
            #expect(said.contains("127.0.0.1") && server.requests.count == 1)
        }
        let no = try TeacherServer { _, _ in .answer("who are you", status: 401) }
        #expect(failure(no).contains("status 401: who are you; check the key"))
        #expect(no.requests.count == 1)
    }

    @Test("takes probabilities only where they are some")
    func probabilities() throws {
        let server = try TeacherServer { _, number in
            .answer(
                "{\"out\": {\"scores\": [[0.25, 0.75], [1, 0], [0.5, 0.5], [0.1, "
                    + (number == 0 ? "0.9" : "0.7") + "]]}}")
        }
        let plan = server.plan(kind: .probabilities)
        let rows = try ask(server, plan)
        // Natural logarithms of 0.25 and 0.75.
        #expect(abs((rows[0]?[0] ?? 0) + 1.386_294_4) < 1e-6)
        #expect(abs((rows[0]?[1] ?? 0) + 0.287_682_1) < 1e-6)
        #expect(rows[1]?[0] == 0 && (rows[1]?[1] ?? 0) < -18)
        #expect(failure(server, plan).contains("probabilities that add up to 0.800, expected 1"))
    }

    @Test("sends the key in a header alone, and shows it nowhere")
    func key() throws {
        let secret = "s3cr3t-of-a-test"
        let server = try TeacherServer { request, _ in
            .answer(
                "you sent \(request.headers["authorization"] ?? request.headers["x-key"] ?? "")",
                status: 400)
        }
        for plan in [
            server.plan(key: "TEST_KEY"),
            server.plan(headers: ["X-Key": "k {key}"], key: "TEST_KEY"),
        ] {
            let said = failure(server, plan, environment: ["TEST_KEY": secret])
            #expect(said.contains("you sent") && said.contains("•••") && !said.contains(secret))
            #expect(!(try texts.recipe(plan).yaml()).contains(secret))
        }
        #expect(server.requests[0].headers["authorization"] == "Bearer \(secret)")
        #expect(server.requests[1].headers["x-key"] == "k \(secret)")
        #expect(server.requests[1].headers["authorization"] == nil)
        #expect(
            failure(server, server.plan(key: "TEST_KEY"))
                == "the environment has no variable 'TEST_KEY', which 'teacher.http.key' names; "
                + "set it to the key")
    }

    @Test("sends nothing after a redirection")
    func redirection() throws {
        let other = try TeacherServer { request, _ in .answer(TeacherServer.rows(of: request)) }
        for status in [302, 307, 308] {
            let server = try TeacherServer { [url = other.url] _, _ in
                .answer("", status: status, headers: ["Location": url])
            }
            #expect(
                failure(server, server.plan(key: "K"), environment: ["K": "abcdef"])
                    .contains("sends elsewhere, to '\(other.url)'"))
        }
        #expect(other.requests.isEmpty)
    }

    @Test("reads no more of an answer than there may be")
    func endless() throws {
        let long = String(repeating: " ", count: 3 << 20)
        let server = try TeacherServer { _, _ in .answer(long) }
        let transport = SessionTransport(concurrency: 1, byteLimit: 1 << 20)
        let url = try #require(URL(string: server.url))
        #expect(throws: HTTPFailure.tooLong(limit: 1 << 20)) {
            try transport.post(Data("{}".utf8), to: url, headers: [:], timeout: 5)
        }
    }

    @Test("has no more requests on their way than it may, and loses no answer")
    func concurrency() throws {
        let server = try TeacherServer { request, _ in
            .later(0.02, .answer(TeacherServer.rows(of: request)))
        }
        let questions = try data.questions(about: .train, 0..<60)
        for most in [1, 3] {
            let teacher = try server.teacher(
                for: data, server.plan(batch: 5, concurrency: most))
            var answered: Set<Int> = []
            try Asking(teacher, about: questions).run(goesOn: {}) { news in
                for (question, answer) in news {
                    let logits = try teacher.logits(of: answer)
                    #expect(logits == [0, Float(question.index)])
                    answered.insert(question.index)
                }
            }
            #expect(answered == Set(0..<60) && server.mostOpen == most)
        }
        #expect(server.requests.count == 24)
    }
}
