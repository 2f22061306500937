import Foundation

/// What `distill evaluate` measured: one model, or a run's teacher, student and control.
///
/// Encoded, it is the object that `distill evaluate --json` prints; a model that was not evaluated
/// has no key.
public struct EvaluationReport: Codable, Sendable, Equatable {
    /// Name of the dataset and split, such as `cifar10/test`.
    public var dataset: String
    /// Device the models ran on, such as `cpu`.
    public var device: String
    /// Number of threads within an operator.
    public var threads: Int
    /// Number of examples that were evaluated.
    public var examples: Int
    /// The one model asked for with `--model`.
    public var model: ModelEvaluation?
    public var teacher: ModelEvaluation?
    public var student: ModelEvaluation?
    /// The student's architecture, trained without the teacher.
    public var control: ModelEvaluation?

    public init(
        dataset: String,
        device: String,
        threads: Int,
        examples: Int,
        model: ModelEvaluation? = nil,
        teacher: ModelEvaluation? = nil,
        student: ModelEvaluation? = nil,
        control: ModelEvaluation? = nil
    ) {
        self.dataset = dataset
        self.device = device
        self.threads = threads
        self.examples = examples
        self.model = model
        self.teacher = teacher
        self.student = student
        self.control = control
    }

    /// The evaluations that are there, in the order they are shown.
    public var evaluations: [ModelEvaluation] {
        [model, teacher, student, control].compactMap { $0 }
    }

    /// The report as JSON: sorted keys, indented, ending in a newline.
    public func json() throws -> Data {
        try JSONEncoder.forReports.encode(self) + Data("\n".utf8)
    }
}

extension JSONEncoder {
    /// The way every report is written: keys sorted, so that two runs can be compared line by line.
    static var forReports: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}
