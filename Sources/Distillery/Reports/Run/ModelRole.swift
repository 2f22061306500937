/// The part a model plays in a run.
public enum ModelRole: String, Codable, Sendable, CaseIterable {
    /// The large model that is learned from.
    case teacher
    /// A model between the two, taught by the teacher and teaching the student.
    case assistant
    /// The small model, trained with the teacher.
    case student
    /// The student's architecture, trained alone under the same recipe and budget.
    case control
}
