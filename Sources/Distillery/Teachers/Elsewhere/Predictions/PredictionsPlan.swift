/// A file of answers: `teacher.predictions` in a recipe.
///
/// ```yaml
/// predictions: predictions.jsonl
/// predictions: {file: scores.csv, id: id, scores: [no, part, same], kind: logits}
/// predictions: {file: labels.tsv, text: a, text-pair: b, label: judgement, smoothing: 0.05}
/// ```
public struct PredictionsPlan: Sendable, Equatable {
    /// The table; of the training examples, or of all.
    public var file: String
    /// The table of the validation examples, where it is another one.
    public var val: String?
    public var reading: ScorePlan
    /// The column of the examples' ids.
    public var id: TextColumn?
    /// The column of the texts, where examples are found by them, and that of the second texts.
    public var text: TextColumn?
    public var pair: TextColumn?
    /// The columns of the scores: one a class, or one of lists.
    public var scores: [TextColumn]
    /// The column of the class, where there are no scores.
    public var label: TextColumn?
    /// Whether the recipe says what the scores are, rather than the column's name.
    public var kindIsGiven: Bool
    /// The form of the files, where their names leave it open.
    public var format: TextFormat?

    public init(
        _ file: String, val: String? = nil, reading: ScorePlan? = nil, id: TextColumn? = nil,
        text: TextColumn? = nil, pair: TextColumn? = nil, scores: [TextColumn] = [],
        label: TextColumn? = nil, format: TextFormat? = nil
    ) {
        self.file = file
        self.val = val
        self.reading = reading ?? ScorePlan()
        self.id = id
        self.text = text
        self.pair = pair
        self.scores = scores
        self.label = label
        kindIsGiven = reading != nil
        self.format = format
    }
}

extension PredictionsPlan: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case file, val, id, text, pair = "text-pair", scores, label, format
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(
            keys: CodingKeys.allCases.map(\.rawValue)
                + ScorePlan.CodingKeys.allCases.map(\.rawValue))
        func key(_ key: CodingKeys) -> NamedKey { NamedKey(key.rawValue) }
        self.init(
            try values.decode(key(.file)), val: try values.decodeIfPresent(key(.val)),
            reading: try ScorePlan(values), id: try values.decodeIfPresent(key(.id)),
            text: try values.decodeIfPresent(key(.text)),
            pair: try values.decodeIfPresent(key(.pair)),
            scores: try values.decode(key(.scores), default: []),
            label: try values.decodeIfPresent(key(.label)))
        kindIsGiven =
            try values.decodeIfPresent(
                NamedKey(ScorePlan.CodingKeys.kind.rawValue), as: String.self) != nil
        if try values.decodeIfPresent(key(.format), as: String.self) != nil {
            format = try values.decodeName(key(.format), default: TextFormat.csv)
        }
        if id != nil, text != nil {
            throw RecipeError.invalidValue(
                path: values.path(of: key(.text)), found: "beside 'id'",
                expected: "the only one of the two: examples are found by their id or by their text"
            )
        }
        if label != nil, !scores.isEmpty {
            throw RecipeError.invalidValue(
                path: values.path(of: key(.label)), found: "beside 'scores'",
                expected: "the only one of the two")
        }
        if pair != nil, text == nil {
            throw RecipeError.missingKey(path: values.path, key: CodingKeys.text.rawValue)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        if kindIsGiven { try reading.encode(to: encoder) }
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(file, forKey: .file)
        try values.encodeIfPresent(val, forKey: .val)
        try values.encodeIfPresent(id, forKey: .id)
        try values.encodeIfPresent(text, forKey: .text)
        try values.encodeIfPresent(pair, forKey: .pair)
        try values.encode(scores, forKey: .scores)
        try values.encodeIfPresent(label, forKey: .label)
        try values.encodeIfPresent(format, forKey: .format)
        guard !kindIsGiven else { return }
        var others = encoder.container(keyedBy: ScorePlan.CodingKeys.self)
        try others.encode(reading.outputs, forKey: .outputs)
        try others.encode(reading.labels, forKey: .labels)
        try others.encode(reading.smoothing, forKey: .smoothing)
    }
}

extension PredictionsPlan: ExampleTeacherPlan {
    static let key = "predictions"
    var name: String { file.split(separator: "/").last.map(String.init) ?? file }
    var answers: String? { nil }

    func makeTeacher(
        for data: TrainingData, mapping: ClassMapping?, environment: [String: String]
    ) throws -> any ExampleTeacher {
        try PredictionsTeacher(self, data: data, mapping: mapping)
    }
}
