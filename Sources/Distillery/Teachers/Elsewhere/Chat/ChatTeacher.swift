import Foundation
import Synchronization

/// A language model that answers in words, from which a class or probabilities are read.
///
/// An answer is kept as `{"reply": …, "tokens": …}`: the text, and the likelihoods of its first token
/// where they were asked for. A reply that cannot be read is kept, too, since it was paid for.
final class ChatTeacher: ExampleTeacher {
    let name: String
    let answersHash: String
    let hash: String
    let isWorthKeeping = true
    let remarks: [String] = []
    let batchSize = 1
    let concurrency: Int
    private let plan: ChatTeacherPlan
    private let prompt: ChatPrompt
    private let reply: JSONPath
    private let reader: ScoreReader
    private let caller: HTTPCaller
    /// The examples in a row whose reply could not be read.
    private let unread = Mutex<(count: Int, last: String)>((0, ""))

    /// So many in a row are no chance any more.
    static let unreadLimit = 20
    private static let logprobs = JSONPath("choices.0.logprobs.content.0.top_logprobs")

    init(
        _ plan: ChatTeacherPlan, prompt: ChatPrompt, reader: ScoreReader, caller: HTTPCaller,
        identity: String
    ) {
        self.plan = plan
        self.prompt = prompt
        self.reader = reader
        self.caller = caller
        name = plan.name
        concurrency = plan.settings.concurrency
        reply = JSONPath(plan.reply)
        answersHash = ContentHash.of(
            Array("chat \(plan.settings.identity) \(prompt.frame.json) \(plan.reply)".utf8))
        hash = ContentHash.of(Array("\(answersHash) \(identity)".utf8))
    }

    func ask(_ questions: [TeacherQuestion], stop: StopRequest) throws -> [JSONValue] {
        try questions.map { try ask($0, stop: stop) }
    }

    private func ask(_ question: TeacherQuestion, stop: StopRequest) throws -> JSONValue {
        let (count, last) = unread.withLock { $0 }
        if count >= Self.unreadLimit {
            throw ExampleTeacherError.unreadable(source: name, count: count, excerpt: last)
        }
        guard let parts = try? ExampleParts(of: question) else { return .null }
        let body = Data(JSONWriter.line(prompt.body(for: parts)))
        var answer = JSONValue.null
        for _ in 0..<plan.attempts {
            answer = try self.answer(in: caller.post(body, stop: stop))
            if logits(of: answer) != nil {
                unread.withLock { $0 = (0, "") }
                return answer
            }
        }
        let excerpt = answer["reply"]?.text?.excerpt() ?? "nothing"
        unread.withLock { $0 = ($0.count + 1, excerpt) }
        return answer
    }

    /// What is kept of an answer.
    private func answer(in body: Data) throws -> JSONValue {
        let json = try caller.json(in: body)
        let found = try caller.value(at: reply, in: json, of: body)
        // A model that refuses to speak gives null.
        guard found.text != nil || found.isNull else {
            throw caller.malformed(
                body, found: "\(found.kind) at '\(reply.text)'", expected: "a text")
        }
        var members = [JSONValue.Member(key: "reply", value: .string(found.text ?? ""))]
        if plan.logprobs, let tokens = try? Self.logprobs.value(in: json), tokens.list != nil {
            members.append(.init(key: "tokens", value: tokens))
        }
        return .object(members)
    }

    func logits(of answer: JSONValue) -> [Float]? {
        guard let text = answer["reply"]?.text else { return nil }
        switch plan.answer {
        case .label:
            guard let label = reader.words.index(in: text) else { return nil }
            let likelihoods = (answer["tokens"]?.list).flatMap {
                TokenLikelihoods($0, words: reader.words)
            }
            return likelihoods?.logits(for: label) ?? reader.smoothed(label)
        case .probabilities:
            return ChatScores(in: text, words: reader.words).flatMap {
                try? reader.logits(of: $0.row)
            }
        }
    }
}
