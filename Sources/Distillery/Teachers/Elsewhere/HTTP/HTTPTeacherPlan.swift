import Foundation

/// A model behind an address that takes and gives JSON: `teacher.http` in a recipe.
///
/// ```yaml
/// http:
///   url: https://models.example.org/v1/match
///   key: MATCH_KEY                                     # an environment variable
///   request: {pairs: {"{each}": {a: "{text}", b: "{pair}"}}}
///   scores: results.*.probabilities
///   batch: 16
/// ```
public struct HTTPTeacherPlan: Sendable, Equatable {
    public var settings: HTTPSettings
    public var reading: ScorePlan
    /// What it is called; nil is its host.
    public var title: String?
    /// The request's body as JSON, with places for examples: see `JSONTemplate`.
    public var request: String
    /// Where the scores stand in the answer: see `JSONPath`.
    public var scores: String
    /// The most examples of one request; nil is 16 where the request is about several, else 1.
    public var batch: Int?

    public init(
        _ settings: HTTPSettings, request: String, scores: String = "",
        reading: ScorePlan = ScorePlan(), title: String? = nil, batch: Int? = nil
    ) {
        self.settings = settings
        self.reading = reading
        self.title = title
        self.request = request
        self.scores = scores
        self.batch = batch
    }

    var template: JSONTemplate {
        get throws(JSONTemplateProblem) {
            guard let value = JSONValue(json: request.utf8) else {
                throw JSONTemplateProblem(reason: "no JSON: \(request.excerpt(60))")
            }
            return try JSONTemplate(value)
        }
    }
}

extension HTTPTeacherPlan: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable { case name, request, scores, batch }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(
            keys: CodingKeys.allCases.map(\.rawValue)
                + HTTPSettings.CodingKeys.allCases.map(\.rawValue)
                + ScorePlan.CodingKeys.allCases.map(\.rawValue))
        func key(_ key: CodingKeys) -> NamedKey { NamedKey(key.rawValue) }
        self.init(
            try HTTPSettings(values), request: try values.decode(key(.request)),
            scores: try values.decode(key(.scores), default: ""), reading: try ScorePlan(values),
            title: try values.decodeIfPresent(key(.name)),
            batch: try values.decodePositive(key(.batch)))
        let path = values.path(of: key(.request))
        do {
            let isBatched = try template.isBatched
            if !isBatched, let batch, batch > 1 {
                throw RecipeError.invalidValue(
                    path: values.path(of: key(.batch)), found: "\(batch)",
                    expected:
                        "1, or a request with {texts} or {each}, for one about several examples")
            }
        } catch let problem as JSONTemplateProblem {
            throw RecipeError.invalidValue(
                path: path, found: problem.reason, expected: "a template as {inputs: \"{texts}\"}")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        try settings.encode(to: encoder)
        try reading.encode(to: encoder)
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encodeIfPresent(title, forKey: .name)
        try values.encode(request, forKey: .request)
        try values.encode(scores, forKey: .scores)
        try values.encodeIfPresent(batch, forKey: .batch)
    }
}

extension HTTPTeacherPlan: ExampleTeacherPlan {
    static let key = "http"
    var name: String { title ?? settings.host }
    var answers: String? { settings.answers }

    func makeTeacher(
        for data: TrainingData, mapping: ClassMapping?, environment: [String: String]
    ) throws -> any ExampleTeacher {
        let template = try template
        try data.questionForm.requireParts(template.slots, path: "\(path).request")
        return HTTPTeacher(
            self, template: template,
            reader: try ScoreReader(
                reading, classNames: data.classNames, mapping: mapping, source: name, path: path),
            caller: try HTTPCaller(settings, path: path, environment: environment),
            identity: reading.identity(classNames: data.classNames, mapping: mapping))
    }
}

extension HTTPSettings {
    /// The address's host, as what a teacher without a name is called.
    var host: String { URLComponents(string: url)?.host ?? "a service" }

    /// What of these decides an answer.
    var identity: String {
        "\(url) \(headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" })"
    }
}

extension QuestionForm {
    /// Refuses a template of parts that the examples do not have.
    func requireParts(
        _ slots: Set<JSONTemplate.Slot>, path: String
    ) throws(ExampleTeacherError) {
        let own: Set<JSONTemplate.Slot> =
            switch self {
            case .text: [.id, .text]
            case .pair: [.id, .text, .pair]
            case .picture: [.id, .image]
            }
        if let foreign = slots.subtracting(own).min(by: { $0.rawValue < $1.rawValue }) {
            throw .unsuitable(
                path: path,
                reason: "speaks of {\(foreign.rawValue)}, and the data holds \(words)"
                    + (foreign == .pair ? "; name the column of the second texts" : ""))
        }
        if self == .pair, !slots.contains(.pair), slots.contains(.text) {
            throw .unsuitable(
                path: path,
                reason: "speaks of {text} alone, and the data holds pairs; put {pair} in")
        }
    }

    private var words: String {
        switch self {
        case .text: "single texts"
        case .pair: "pairs of texts"
        case .picture: "pictures"
        }
    }
}
