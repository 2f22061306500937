/// What a network answers to one example.
///
/// As JSON it is one flat object: `input`, `milliseconds`, and the keys of its answer.
public struct Prediction: Sendable, Equatable {
    /// What is answered.
    public enum Answer: Sendable, Equatable {
        /// The class with the largest probability, that probability, and those of all classes in
        /// their order; 0…1.
        case label(String, probability: Double, probabilities: [Double])
        /// The number of a regression.
        case number(Double)
        /// The cosine of a pair's vectors, -1…1.
        case similarity(Double)
        /// A text's vector.
        case vector([Float])
    }

    /// What was asked about: a picture's path, or a text; both texts of a pair.
    public var input: [String]
    public var answer: Answer
    /// How long the network took for the batch that the example was in, divided by its examples;
    /// of a pair whose texts are read apart, for both.
    public var milliseconds: Double
    /// How many tokens were cut off because the text is too long for the network.
    public var cutTokens: Int

    public init(input: [String], answer: Answer, milliseconds: Double, cutTokens: Int = 0) {
        self.input = input
        self.answer = answer
        self.milliseconds = milliseconds
        self.cutTokens = cutTokens
    }

    /// The name of the class that is answered; nil where the answer is none.
    public var label: String? {
        guard case .label(let name, _, _) = answer else { return nil }
        return name
    }

    /// The probability of the class that is answered, 0…1.
    public var probability: Double? {
        guard case .label(_, let probability, _) = answer else { return nil }
        return probability
    }

    /// The probability of every class in the order of the classes; empty where the answer is none.
    public var probabilities: [Double] {
        guard case .label(_, _, let probabilities) = answer else { return [] }
        return probabilities
    }

    /// How alike the texts of two vectors are, as one answer about both.
    func compared(with other: Prediction) -> Prediction {
        guard case .vector(let own) = answer, case .vector(let others) = other.answer else {
            return self
        }
        return Prediction(
            input: input + other.input,
            answer: .similarity(VectorAnswers.cosine(own[...], others[...])),
            milliseconds: milliseconds + other.milliseconds,
            cutTokens: cutTokens + other.cutTokens)
    }
}

extension Prediction: Encodable {
    private enum CodingKeys: String, CodingKey {
        case input, label, probability, probabilities, number, similarity, vector, milliseconds
        case cutTokens
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(input, forKey: .input)
        try values.encode(milliseconds, forKey: .milliseconds)
        if cutTokens > 0 { try values.encode(cutTokens, forKey: .cutTokens) }
        switch answer {
        case .label(let name, let probability, let probabilities):
            try values.encode(name, forKey: .label)
            try values.encode(probability, forKey: .probability)
            try values.encode(probabilities, forKey: .probabilities)
        case .number(let number): try values.encode(number, forKey: .number)
        case .similarity(let cosine): try values.encode(cosine, forKey: .similarity)
        case .vector(let vector): try values.encode(vector, forKey: .vector)
        }
    }
}
