import Foundation

extension Evaluator {
    /// Examples on which teacher and student chose different classes, the surest of both first.
    func disagreements(
        teacher: ClassAnswers, student: ClassAnswers, limit: Int = 24
    ) throws -> [Disagreement] {
        let classes = data.classNames.count
        let candidates = teacher.labels.indices.compactMap { row -> Candidate? in
            let first = answer(teacher.logits, row: row, classes: classes)
            let second = answer(student.logits, row: row, classes: classes)
            guard first.label != second.label else { return nil }
            return Candidate(row: row, teacher: first, student: second)
        }
        let shown = candidates.sorted { ($0.sureness, $1.row) > ($1.sureness, $0.row) }
            .prefix(limit)
        return try shown.compactMap { candidate in
            let index = teacher.indices[candidate.row]
            let excerpt = try data.form.excerpt(of: index, in: data.validation)
            return excerpt.map {
                Disagreement(
                    id: data.validation.id(at: index).text, excerpt: $0,
                    label: teacher.labels[candidate.row], teacher: candidate.teacher,
                    student: candidate.student)
            }
        }
    }

    private struct Candidate {
        var row: Int
        var teacher: Disagreement.Answer
        var student: Disagreement.Answer
        var sureness: Double { teacher.confidence + student.confidence }
    }

    /// The class with the largest logit, and its probability.
    private func answer(_ logits: [Float], row: Int, classes: Int) -> Disagreement.Answer {
        let scores = logits[row * classes..<(row + 1) * classes].map(Double.init)
        let largest = scores.max() ?? 0
        let total = scores.reduce(0) { $0 + exp($1 - largest) }
        return .init(label: scores.firstIndex(of: largest) ?? 0, confidence: 1 / total)
    }
}
