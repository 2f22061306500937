import Foundation

/// What a language model is told and asked about one example, as the body of a request.
struct ChatPrompt: Sendable {
    private let template: JSONTemplate?
    /// The request without examples, which is part of the answers' identity.
    let frame: JSONValue

    /// - Parameter plan: its prompt, or one in English where it has none.
    init(_ plan: ChatTeacherPlan, classNames: [String], form: QuestionForm) {
        let classes =
            classNames.enumerated().map { "\($0.offset + 1). \($0.element)" }.joined(
                separator: "\n")
        let question = (plan.prompt ?? Self.usual(plan.answer, form))
            .replacingOccurrences(of: "{classes}", with: classes)
        var messages: [JSONValue] = []
        if let system = plan.system {
            messages.append(
                Self.message(
                    "system", .string(system.replacingOccurrences(of: "{classes}", with: classes))))
        }
        let content: JSONValue =
            form == .picture
            ? .array([
                .object([
                    .init(key: "type", value: .string("text")),
                    .init(key: "text", value: .string(question)),
                ]),
                .object([
                    .init(key: "type", value: .string("image_url")),
                    .init(
                        key: "image_url",
                        value: .object([
                            .init(key: "url", value: .string("data:image/png;base64,{image}"))
                        ])),
                ]),
            ]) : .string(question)
        messages.append(Self.message("user", content))
        var members: [JSONValue.Member] = []
        if let model = plan.model { members.append(.init(key: "model", value: .string(model))) }
        members += [
            .init(key: "messages", value: .array(messages)),
            .init(key: "temperature", value: .number(0.0)),
        ]
        if plan.logprobs {
            members += [
                .init(key: "logprobs", value: .bool(true)),
                .init(key: "top_logprobs", value: .number(20.0)),
            ]
        }
        let more = JSONValue(json: plan.body.utf8) ?? .object([JSONValue.Member]())
        frame = JSONValue.object(members).merged(with: more)
        template = try? JSONTemplate(frame)
    }

    /// The parts of examples that it speaks of; none where it speaks of none.
    var slots: Set<JSONTemplate.Slot> { template?.slots ?? [] }

    func body(for example: ExampleParts) -> JSONValue { template?.body(for: [example]) ?? frame }

    private static func message(_ role: String, _ content: JSONValue) -> JSONValue {
        .object([
            .init(key: "role", value: .string(role)), .init(key: "content", value: content),
        ])
    }

    /// What is asked where the recipe has no words of its own.
    private static func usual(_ answer: ChatTeacherPlan.Answer, _ form: QuestionForm) -> String {
        let example =
            switch form {
            case .text: "the following text"
            case .pair: "the following pair of texts"
            case .picture: "this picture"
            }
        let parts =
            switch form {
            case .text: "\n\nText: {text}"
            case .pair: "\n\nFirst text: {text}\nSecond text: {pair}"
            case .picture: ""
            }
        let wanted =
            switch answer {
            case .label: "Answer with the name of the class and nothing else."
            case .probabilities:
                "Answer with a JSON object that gives each class a probability, and nothing else."
            }
        return "To which of these classes does \(example) belong?\n{classes}\n\(wanted)\(parts)"
    }
}
