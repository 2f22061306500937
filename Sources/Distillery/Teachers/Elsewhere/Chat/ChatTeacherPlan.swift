import Foundation

/// A language model that is asked in words: `teacher.chat` in a recipe.
///
/// ```yaml
/// chat:
///   url: https://models.example.org/v1/chat/completions
///   model: some-model
///   key: MODEL_KEY
///   prompt: |
///     Do these two addresses mean the same place? Answer with one of: {classes}.
///     1: {text}
///     2: {pair}
///   labels: {not_match: [no, 不是], exact_match: [yes, 是]}
/// ```
public struct ChatTeacherPlan: Sendable, Equatable {
    public var settings: HTTPSettings
    /// The model's name, which goes with the request.
    public var model: String?
    /// What is asked; `{text}`, `{pair}`, `{id}` and `{classes}` stand for the example and the classes.
    public var prompt: String?
    /// What the model is told before.
    public var system: String?
    public var answer: Answer
    /// What the model calls the classes, beside their names and numbers.
    public var labels: [String: [String]]
    /// Of a label: the share of the probability that all classes have alike.
    public var smoothing: Double
    /// Whether the likelihoods of the reply's first token are asked for, in place of smoothing.
    public var logprobs: Bool
    /// How often an example is asked about whose reply cannot be read.
    public var attempts: Int
    /// More of the request's body, as JSON, over what stands there.
    public var body: String
    /// Where the reply's text stands in the answer.
    public var reply: String

    /// What the model is asked to answer with.
    public enum Answer: String, Codable, Sendable, CaseIterable {
        /// A class: its name, its number from 1, or a word for it.
        case label
        /// JSON with a probability for each class; of two classes, a number that is the second one's.
        case probabilities
    }

    public static let usualReply = "choices.0.message.content"

    public init(
        _ settings: HTTPSettings, model: String? = nil, prompt: String? = nil,
        system: String? = nil, answer: Answer = .label, labels: [String: [String]] = [:],
        smoothing: Double = 0.1, logprobs: Bool = false, attempts: Int = 3, body: String = "{}",
        reply: String = Self.usualReply
    ) {
        self.settings = settings
        self.model = model
        self.prompt = prompt
        self.system = system
        self.answer = answer
        self.labels = labels
        self.smoothing = smoothing
        self.logprobs = logprobs
        self.attempts = attempts
        self.body = body
        self.reply = reply
    }
}

extension ChatTeacherPlan: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case model, prompt, system, answer, labels, smoothing, logprobs, attempts, body, reply
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(
            keys: CodingKeys.allCases.map(\.rawValue)
                + HTTPSettings.CodingKeys.allCases.map(\.rawValue))
        func key(_ key: CodingKeys) -> NamedKey { NamedKey(key.rawValue) }
        self.init(
            try HTTPSettings(values), model: try values.decodeIfPresent(key(.model)),
            prompt: try values.decodeIfPresent(key(.prompt)),
            system: try values.decodeIfPresent(key(.system)),
            answer: try values.decodeName(key(.answer), default: .label),
            labels: try values.decode(key(.labels), default: [String: WordList]())
                .mapValues(\.words),
            smoothing: try values.decode(
                key(.smoothing), default: 0.1, expected: "from 0 to below 1",
                where: { (0..<1).contains($0) }),
            logprobs: try values.decode(key(.logprobs), default: false),
            attempts: try values.decode(
                key(.attempts), default: 3, expected: "from 1 to 20",
                where: { (1...20).contains($0) }),
            body: try values.decode(key(.body), default: "{}"),
            reply: try values.decode(key(.reply), default: Self.usualReply))
        guard JSONValue(json: body.utf8)?.members != nil else {
            throw RecipeError.invalidValue(
                path: values.path(of: key(.body)), found: body.excerpt(60),
                expected: "an object, as {temperature: 0.2}")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        try settings.encode(to: encoder)
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encodeIfPresent(model, forKey: .model)
        try values.encodeIfPresent(prompt, forKey: .prompt)
        try values.encodeIfPresent(system, forKey: .system)
        try values.encode(answer, forKey: .answer)
        try values.encode(labels, forKey: .labels)
        try values.encode(smoothing, forKey: .smoothing)
        try values.encode(logprobs, forKey: .logprobs)
        try values.encode(attempts, forKey: .attempts)
        try values.encode(body, forKey: .body)
        try values.encode(reply, forKey: .reply)
    }
}

extension ChatTeacherPlan: ExampleTeacherPlan {
    static let key = "chat"
    var name: String { model ?? settings.host }
    var answers: String? { settings.answers }

    func makeTeacher(
        for data: TrainingData, mapping: ClassMapping?, environment: [String: String]
    ) throws -> any ExampleTeacher {
        if mapping != nil {
            throw ExampleTeacherError.unsuitable(
                path: "teacher.classes",
                reason: "is for scores; say in '\(path).labels' what the model calls each class")
        }
        let prompt = ChatPrompt(self, classNames: data.classNames, form: data.questionForm)
        guard !prompt.slots.isEmpty else {
            throw ExampleTeacherError.unsuitable(
                path: "\(path).prompt", reason: "has no place for the example, as {text}")
        }
        try data.questionForm.requireParts(prompt.slots, path: "\(path).prompt")
        let reading = ScorePlan(
            kind: answer == .label ? .labels : .probabilities, labels: labels, smoothing: smoothing)
        return ChatTeacher(
            self, prompt: prompt,
            reader: try ScoreReader(
                reading, classNames: data.classNames, mapping: nil, source: name, path: path),
            caller: try HTTPCaller(settings, path: path, environment: environment),
            identity: reading.identity(classNames: data.classNames, mapping: nil))
    }
}
