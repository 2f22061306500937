/// Networks of the student's kind with falling widths: `teachers: {shrinking: …}` in a recipe.
///
/// A chain of teacher assistants in which each differs little from the next; the student is the last.
public struct ShrinkingPlan: Codable, Sendable, Equatable {
    /// The widths before the student's, falling.
    public var shrinking: [Double]
    /// What teaches the widest; without it the widest learns from labels.
    public var of: TeacherPlan?

    public init(_ shrinking: [Double], of: TeacherPlan? = nil) {
        self.shrinking = shrinking
        self.of = of
    }

    enum CodingKeys: String, CodingKey, CaseIterable { case shrinking, of }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        shrinking = try values.decode(.shrinking)
        of = try values.decodeIfPresent(.of)
        guard !shrinking.isEmpty, shrinking.allSatisfy({ $0 > 0 && $0.isFinite }),
            zip(shrinking, shrinking.dropFirst()).allSatisfy(>)
        else {
            throw RecipeError.invalidValue(
                path: values.path(of: .shrinking), found: "\(shrinking)",
                expected: "a list of widths above 0, each smaller than the one before")
        }
        if let of, let elsewhere = of.elsewhere {
            throw RecipeError.invalidValue(
                path: "\(values.path(of: .of)).\(type(of: elsewhere).key)", found: "given",
                expected: "left out: a teacher that is elsewhere is a single 'teacher'")
        }
        if let of, of.labels != nil || of.cache {
            throw RecipeError.invalidValue(
                path: "\(values.path(of: .of)).\(of.labels != nil ? "labels" : "cache")",
                found: "given", expected: "left out: stored answers are for a single 'teacher'")
        }
        if let of, of.method != nil || of.weight != nil {
            throw RecipeError.invalidValue(
                path: "\(values.path(of: .of)).\(of.method != nil ? "method" : "weight")",
                found: "given", expected: "left out: nothing teaches the first network")
        }
    }

    func chain(to student: StudentPlan) -> [TeacherPlan] {
        [of].compactMap(\.self)
            + shrinking.map { width in
                var narrower = student.model
                narrower.width = width
                return TeacherPlan(model: narrower)
            }
    }
}
