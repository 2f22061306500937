/// Several networks that teach: `teachers:` in a recipe.
///
/// ```yaml
/// teachers: [resnet110, resnet32]                          # a chain: each teaches the next
/// teachers: {together: [resnet110, vgg13], weighting: entropy}
/// teachers: {shrinking: [0.75, 0.5], of: resnet110}        # a chain of the student's kind
/// ```
public enum TeachersPlan: Sendable, Equatable {
    /// Teacher assistants (Mirzadeh et al., 2020): the first teaches the second, and so on; the last
    /// teaches the student.
    case chain([TeacherPlan])
    /// All teach the student at once.
    case together(TeachersTogether)
    /// Networks of the student's kind, each narrower than the one before, down to the student.
    case shrinking(ShrinkingPlan)

    /// The networks of a chain before `student`; none where the teachers teach together.
    func chain(to student: StudentPlan?) -> [TeacherPlan] {
        switch self {
        case .chain(let plans): plans
        case .together: []
        case .shrinking(let plan): student.map(plan.chain) ?? []
        }
    }
}

extension TeachersPlan: Codable {
    public init(from decoder: any Decoder) throws {
        if (try? decoder.unkeyedContainer()) != nil {
            let plans = try [TeacherPlan](from: decoder)
            try Self.requireNetworks(plans, path: keyPath(decoder.codingPath))
            try Self.requireChain(plans, path: keyPath(decoder.codingPath))
            self = .chain(plans)
            return
        }
        let keys = try? decoder.container(keyedBy: NamedKey.self).allKeys.map(\.stringValue)
        if keys?.contains(ShrinkingPlan.CodingKeys.shrinking.rawValue) == true {
            self = .shrinking(try ShrinkingPlan(from: decoder))
        } else {
            self = .together(try TeachersTogether(from: decoder))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .chain(let plans): try plans.encode(to: encoder)
        case .together(let plan): try plan.encode(to: encoder)
        case .shrinking(let plan): try plan.encode(to: encoder)
        }
    }

    /// Refuses what only a single teacher can have.
    static func requireNetworks(_ plans: [TeacherPlan], path: String) throws(RecipeError) {
        for (place, plan) in plans.enumerated() {
            guard let elsewhere = plan.elsewhere else { continue }
            throw .invalidValue(
                path: "\(path)[\(place)].\(type(of: elsewhere).key)", found: "given",
                expected: "left out: a teacher that is elsewhere is a single 'teacher'")
        }
        for (place, plan) in plans.enumerated() where plan.labels != nil || plan.cache {
            throw .invalidValue(
                path: "\(path)[\(place)].\(plan.labels != nil ? "labels" : "cache")",
                found: "given",
                expected: "left out: stored answers are for a single 'teacher'")
        }
    }

    private static func requireChain(_ plans: [TeacherPlan], path: String) throws(RecipeError) {
        guard !plans.isEmpty else {
            throw .invalidValue(
                path: path, found: "an empty list",
                expected: "a list of networks, each teaching the next")
        }
        for (place, plan) in plans.enumerated() {
            let entry = "\(path)[\(place)]"
            if plan.weight != nil {
                throw .invalidValue(
                    path: "\(entry).weight", found: "given in a chain",
                    expected: "left out: shares are for teachers 'together'")
            }
            if plan.method != nil, place == 0 || plan.weights != nil {
                throw .invalidValue(
                    path: "\(entry).method",
                    found: "given for a network that no other one teaches",
                    expected: "left out, or in an entry after the first that has no weights")
            }
        }
    }
}
