import Foundation

/// What a recipe says of a teacher that is elsewhere.
protocol ExampleTeacherPlan: Sendable {
    /// Its key within `teacher`.
    static var key: String { get }
    /// Its name, for titles and messages.
    var name: String { get }
    /// The file that keeps its answers, where the recipe names one.
    var answers: String? { get }

    /// The teacher, once it is seen to suit the data.
    ///
    /// - Parameter mapping: which of its outputs belong to the data's classes.
    /// - Throws: `ExampleTeacherError`, `RecipeError`, `RunError`.
    func makeTeacher(
        for data: TrainingData, mapping: ClassMapping?, environment: [String: String]
    ) throws -> any ExampleTeacher
}

extension ExampleTeacherPlan {
    /// The recipe's key, for messages.
    var path: String { "teacher.\(Self.key)" }
}

extension TeacherPlan {
    /// The plan of a teacher that answers about examples; nil for networks and stores.
    var elsewhere: (any ExampleTeacherPlan)? {
        let plans: [(any ExampleTeacherPlan)?] = [http, chat, predictions]
        return plans.lazy.compactMap(\.self).first
    }

    /// Names the file for answers that cost something, unless one is named already.
    mutating func keepAnswers(in file: URL) {
        if http?.settings.answers == nil { http?.settings.answers = file.path }
        if chat?.settings.answers == nil { chat?.settings.answers = file.path }
    }

    /// Whether the teacher is answers alone: those of a store, or of somebody elsewhere.
    var isAnswers: Bool { labels != nil || elsewhere != nil }
}
