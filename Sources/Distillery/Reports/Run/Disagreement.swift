/// A picture on which teacher and student chose different classes.
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
    public var picture: Picture
    /// The true class.
    public var label: Int
    public var teacher: Answer
    public var student: Answer

    public init(id: String, picture: Picture, label: Int, teacher: Answer, student: Answer) {
        self.id = id
        self.picture = picture
        self.label = label
        self.teacher = teacher
        self.student = student
    }
}
