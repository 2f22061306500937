import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("A language model as a teacher")
struct ChatTeacherTests {
    private static func reply(_ text: String, more: String = "") -> TeacherServer.Reaction {
        .answer(
            JSONValue.object([
                .init(
                    key: "choices",
                    value: .array([
                        .object([
                            .init(
                                key: "message",
                                value: .object([.init(key: "content", value: .string(text))]))
                        ])
                    ]))
            ]).merged(with: JSONValue(json: "{\(more)}".utf8) ?? .null).json)
    }

    private func teacher(
        _ server: TeacherServer, _ data: TrainingData,
        _ change: (inout ChatTeacherPlan) -> Void = { _ in }
    ) throws -> any ExampleTeacher {
        var plan = ChatTeacherPlan(
            HTTPSettings(url: server.url, concurrency: 1, backOff: 0), model: "some-model")
        change(&plan)
        return try plan.makeTeacher(for: data, mapping: nil, environment: [:])
    }

    @Test("sends what chat endpoints take, with the classes and both texts")
    func request() throws {
        let server = try TeacherServer { _, _ in Self.reply("odd") }
        let data = try ElsewhereData(8, hasPairs: true).pairs()
        let teacher = try teacher(server, data) {
            $0.prompt = "{text} / {pair}\n{classes}"
            $0.system = "Be brief."
            $0.body = #"{"max_tokens": 5, "temperature": 0.5}"#
        }
        let question = try data.questions(about: .train, [2])
        _ = try teacher.ask(question, stop: StopRequest())
        #expect(
            server.requests[0].body.json
                == #"{"model":"some-model","messages":[{"role":"system","content":"Be brief."},"#
                + #"{"role":"user","content":"text 2 / pair 2\u000a1. even\u000a2. odd"}],"#
                + #""temperature":0.5,"max_tokens":5}"#)
    }

    @Test("asks again for a reply that cannot be read, then leaves the example out and goes on")
    func unreadable() throws {
        let server = try TeacherServer { _, number in Self.reply(number == 1 ? "Even" : "hm") }
        let data = try ElsewhereData(8).opened()
        let teacher = try teacher(server, data)
        let answers = try data.questions(about: .train, 0..<2).map {
            try teacher.ask([$0], stop: StopRequest())[0]
        }
        // ln 0.95 and ln 0.05.
        let logits = try #require(try teacher.logits(of: answers[0]))
        #expect(abs(logits[0] + 0.051_293_3) < 1e-6 && abs(logits[1] + 2.995_732_3) < 1e-6)
        #expect(try teacher.logits(of: answers[1]) == nil)
        #expect(server.requests.count == 2 + 3)
        // What could not be read is kept, and may be read otherwise later.
        let later = try self.teacher(server, data) { $0.labels = ["odd": ["hm"]] }
        #expect(try later.logits(of: answers[1]) != nil)
        #expect(later.answersHash == teacher.answersHash && later.hash != teacher.hash)
    }

    @Test("does not pay for a thousand replies that cannot be read")
    func hopeless() throws {
        let server = try TeacherServer { _, _ in Self.reply("hm") }
        let texts = try ElsewhereData(80)
        var plan = ChatTeacherPlan(HTTPSettings(url: server.url, concurrency: 1, backOff: 0))
        plan.attempts = 1
        do {
            try texts.label(TeacherPlan(chat: plan))
            Issue.record("no reply could be read, and labelling ended well")
        } catch {
            #expect(
                "\(error)".contains(
                    "20 replies of 127.0.0.1 in a row could not be read, the last one: hm"))
        }
        #expect(server.requests.count == 20)
    }

    @Test("reads the likelihoods of the first token where they are there")
    func likelihoods() throws {
        let server = try TeacherServer { _, _ in
            Self.reply(
                "odd",
                more: """
                    "choices": [{"message": {"content": "odd"}, "logprobs": {"content": [{"top_logprobs": \
                    [{"token": "odd", "logprob": -0.2231435513}, {"token": "even", "logprob": -1.609437912}]}]}}]
                    """)
        }
        let data = try ElsewhereData(8).opened()
        let teacher = try teacher(server, data) { $0.logprobs = true }
        let answer = try teacher.ask(data.questions(about: .train, [0]), stop: StopRequest())[0]
        #expect(server.requests[0].body["top_logprobs"]?.double == 20)
        // 0.2 and 0.8.
        let logits = try #require(try teacher.logits(of: answer))
        #expect(abs(logits[0] + 1.609_437_9) < 1e-4 && abs(logits[1] + 0.223_143_55) < 1e-4)
    }

    @Test("refuses a prompt without the example, and one that asks for what is not there")
    func prompts() throws {
        let server = try TeacherServer { _, _ in Self.reply("odd") }
        let data = try ElsewhereData(8).opened()
        for prompt in ["Odd?", "{text} {pair}"] {
            #expect(throws: ExampleTeacherError.self) {
                try teacher(server, data) { $0.prompt = prompt }
            }
        }
        let pairs = try ElsewhereData(8, hasPairs: true).pairs()
        #expect(throws: ExampleTeacherError.self) {
            try teacher(server, pairs) { $0.prompt = "{text}" }
        }
        _ = try teacher(server, pairs)
    }
}

extension ElsewhereData {
    func pairs() throws -> TrainingData { try opened(data(hasPairs: true)) }
}
