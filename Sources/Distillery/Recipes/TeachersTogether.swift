/// Teachers that teach the student at once: `teachers: {together: …}` in a recipe.
public struct TeachersTogether: Codable, Sendable, Equatable {
    public var together: [TeacherPlan]
    /// What each one's share of an example follows.
    public var weighting: AnswerAverage.Weighting
    /// What is averaged.
    public var average: AnswerAverage.Form
    /// The temperature of averaged probabilities; `nil` is the method's, where it has one number,
    /// else 1.
    public var temperature: Double?

    public init(
        _ together: [TeacherPlan], weighting: AnswerAverage.Weighting = .mean,
        average: AnswerAverage.Form = .probabilities, temperature: Double? = nil
    ) {
        self.together = together
        self.weighting = weighting
        self.average = average
        self.temperature = temperature
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case together, weighting, average, temperature
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        together = try values.decode(.together)
        let isWeighed = together.contains { $0.weight != nil && $0.method == nil }
        weighting = try values.decodeName(.weighting, default: isWeighed ? .fixed : .mean)
        average = try values.decodeName(.average, default: .probabilities)
        temperature = try values.decodeAboveZero(.temperature)
        try TeachersPlan.requireNetworks(together, path: values.path(of: .together))
        guard together.count > 1 else {
            throw RecipeError.invalidValue(
                path: values.path(of: .together), found: "\(together.count) teacher",
                expected: "at least two; one alone is 'teacher'")
        }
        if isWeighed, weighting != .fixed {
            throw RecipeError.invalidValue(
                path: values.path(of: .weighting), found: "\(weighting.rawValue) beside weights",
                expected: "fixed where teachers without a method of their own have a 'weight'")
        }
    }

    /// The average of those that share the method.
    func makeAverage(for method: any Method) -> AnswerAverage {
        AnswerAverage(
            weighting,
            weights: together.filter { $0.method == nil }.map { $0.weight ?? 1 }, form: average,
            temperature: temperature ?? method.fixedTemperature ?? 1)
    }

    /// How the student learns from all of them, by this method where they have none of their own.
    func lesson(by method: AnyMethod) -> EnsembleMethod {
        EnsembleMethod(
            shared: method, own: together.map(\.method), weights: together.map { $0.weight ?? 1 },
            looksAtLabels: weighting == .label)
    }
}
