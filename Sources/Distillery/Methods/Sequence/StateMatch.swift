import Torch

/// States of tokens in both networks, pair by pair; the student's go through a linear layer where widths
/// differ.
final class StateMatch: Module {
    let pairs: [TapPair]
    /// One for each pair, or one for all.
    let connectors: [Connector]

    /// - Parameter sharing: whether one linear layer serves all pairs.
    /// - Throws: `MethodError.unsuitable` for a tap that puts out no states of tokens.
    init(_ pairs: [TapPair], sharing: Bool = false, for method: String) throws {
        for (role, tap) in pairs.flatMap({ [("student", $0.student), ("teacher", $0.teacher)] })
        where tap.shape.count != 3 {
            throw MethodError.unsuitable(
                method: method,
                reason:
                    "it compares states of tokens, length × width, and the \(role)'s \(tap) is no "
                    + "such; name the end of a layer in '\(role)-taps'")
        }
        self.pairs = pairs
        connectors = try (sharing ? Array(pairs.prefix(1)) : pairs).map {
            try Connector.inferred(from: $0.student, to: $0.teacher, for: method)
        }
    }

    var taps: Taps { pairs.reduce(.none) { $0.union([$1].taps) } }

    /// The states of a step, the student's at the teacher's width: `[N, length, width]`, or of the
    /// first token alone `[N, width]`.
    func states(
        _ step: DistillationStep, ofFirstToken: Bool = false
    ) throws -> [(student: Tensor, teacher: Tensor)] {
        try pairs.enumerated().map { index, pair in
            var student = try step.student(at: pair.student.path)
            var teacher = try step.teacher(at: pair.teacher.path)
            if ofFirstToken {
                student = try student.select(dimension: 1, index: 0)
                teacher = try teacher.select(dimension: 1, index: 0)
            }
            return (try connectors[min(index, connectors.count - 1)](student), teacher)
        }
    }

    /// Σ over the pairs of the mean squared difference over tokens and width.
    func squaredError(_ step: DistillationStep, _ mask: TokenMask) throws -> Tensor {
        try states(step).map { try mask.squaredError(of: $0.student, from: $0.teacher) }.total()
    }
}

extension MethodSetting {
    /// Pairs of layers' states: of the taps that are named, else of the ends of all layers.
    func statePairs(
        _ layers: LayerMap, of choice: TapChoice = TapChoice(), for method: String
    ) throws(MethodError) -> [TapPair] {
        let teacher = try requireTeacher(for: method)
        for network in [student, teacher] { _ = try network.requireTokens(for: method) }
        let own = try student.paths(choice.student, at: .stages, for: method)
        let taught = try teacher.paths(choice.teacher, at: .stages, for: method)
        var pairs: [TapPair] = []
        for pair in try layers.pairs(student: own.count, teacher: taught.count, for: method) {
            pairs.append(
                TapPair(
                    student: try student.tap(own[pair.student]),
                    teacher: try teacher.tap(taught[pair.teacher])))
        }
        return pairs
    }

    /// What enters the first layer of both networks.
    func embeddingPair(for method: String) throws(MethodError) -> TapPair {
        let teacher = try requireTeacher(for: method)
        let (own, taught) = (
            try student.requireTokens(for: method), try teacher.requireTokens(for: method)
        )
        return TapPair(
            student: try student.tap(own.embeddings), teacher: try teacher.tap(taught.embeddings))
    }
}
