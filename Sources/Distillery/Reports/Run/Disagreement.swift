/// An example on which teacher and student chose different classes.
public struct Disagreement: Codable, Sendable, Equatable {
    /// One model's choice and the probability it gave to it, 0…1.
    public struct Answer: Codable, Sendable, Equatable {
        public var label: Int
        public var confidence: Double

        public init(label: Int, confidence: Double) {
            self.label = label
            self.confidence = confidence
        }
    }

    /// The example's stable id in its dataset.
    public var id: String
    public var excerpt: Excerpt
    /// The true class.
    public var label: Int
    public var teacher: Answer
    public var student: Answer

    public init(id: String, excerpt: Excerpt, label: Int, teacher: Answer, student: Answer) {
        self.id = id
        self.excerpt = excerpt
        self.label = label
        self.teacher = teacher
        self.student = student
    }
}

extension Disagreement {
    private enum CodingKeys: String, CodingKey {
        case id, picture, texts, label, teacher, student
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let picture = try values.decodeIfPresent(Picture.self, forKey: .picture)
        self.init(
            id: try values.decode(String.self, forKey: .id),
            excerpt: try picture.map(Excerpt.picture)
                ?? .texts(values.decode([String].self, forKey: .texts)),
            label: try values.decode(Int.self, forKey: .label),
            teacher: try values.decode(Answer.self, forKey: .teacher),
            student: try values.decode(Answer.self, forKey: .student))
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(id, forKey: .id)
        switch excerpt {
        case .picture(let picture): try values.encode(picture, forKey: .picture)
        case .texts(let texts): try values.encode(texts, forKey: .texts)
        }
        try values.encode(label, forKey: .label)
        try values.encode(teacher, forKey: .teacher)
        try values.encode(student, forKey: .student)
    }
}
