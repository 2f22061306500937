import Yams

extension Recipe {
    /// The teachers that teach at once; nil where there is one, a chain, or none.
    var together: TeachersTogether? {
        guard case .together(let plan) = teachers else { return nil }
        return plan
    }

    /// The networks before the student, in the order in which each teaches the next: the teacher,
    /// its assistants, the generations that are born before the last.
    var chain: [TeacherPlan] {
        let plans = teachers?.chain(to: student) ?? [teacher].compactMap(\.self)
        guard let student else { return plans }
        return plans + Array(repeating: TeacherPlan(model: student.model), count: formerGenerations)
    }

    /// Networks of the student's architecture that the method trains before the student.
    var formerGenerations: Int { student == nil ? 0 : method.method.generations - 1 }

    /// Whether anybody teaches the student.
    var hasTeacher: Bool { together != nil || !chain.isEmpty }

    /// Refuses teachers that no key alone shows to be wrong.
    func requireTeachersMakeSense() throws(RecipeError) {
        if let teacher, teachers != nil {
            throw .invalidValue(
                path: "teachers", found: "beside 'teacher' (\(teacher.model?.kind ?? "weights"))",
                expected: "the only one of the two")
        }
        if let teacher, teacher.method != nil || teacher.weight != nil {
            throw .invalidValue(
                path: teacher.method != nil ? "teacher.method" : "teacher.weight", found: "given",
                expected: "left out: it is for entries of 'teachers'")
        }
        if teachers != nil, student == nil { throw .missingKey(path: "", key: "student") }
        if case .shrinking(let plan) = teachers, let student, let last = plan.shrinking.last,
            last <= student.model.width ?? 1
        {
            throw .invalidValue(
                path: "teachers.shrinking", found: "\(plan.shrinking)",
                expected: "widths above the student's, which is \(student.model.width ?? 1): set "
                    + "student.model.width")
        }
    }
}

extension Node {
    /// `teachers` with the short forms of its entries expanded, as those of `teacher` are.
    func expandingTeachers() -> Node {
        guard var mapping, let teachers = mapping[Node("teachers")] else { return self }
        mapping[Node("teachers")] = teachers.expandingTeacherEntries()
        return .mapping(mapping)
    }

    private func expandingTeacherEntries() -> Node {
        if let sequence {
            return .sequence(Node.Sequence(sequence.map { $0.expandingTeacher() }))
        }
        guard var mapping else { return self }
        if let together = mapping[Node("together")] {
            mapping[Node("together")] = together.expandingTeacherEntries()
        }
        if let of = mapping[Node("of")] { mapping[Node("of")] = of.expandingTeacher() }
        return .mapping(mapping)
    }

    private func expandingTeacher() -> Node {
        var entry = RecipeTree.expanded(self, under: "model")
        guard var mapping = entry.mapping else { return entry }
        for (key, short) in [("model", "kind"), ("training", "")] {
            guard let value = mapping[Node(key)] else { continue }
            mapping[Node(key)] =
                short.isEmpty ? value.expandingTraining() : RecipeTree.expanded(value, under: short)
        }
        entry = .mapping(mapping)
        return entry
    }

    private func expandingTraining() -> Node {
        guard var mapping else { return self }
        for key in ["optimizer", "schedule"] {
            if let value = mapping[Node(key)] {
                mapping[Node(key)] = RecipeTree.expanded(value, under: "kind")
            }
        }
        return .mapping(mapping)
    }
}
