import Torch

/// Which of a teacher's layers a student begins with, from the first of its own on.
public enum TeacherLayers: Sendable, Hashable {
    /// These, counted from 0; as many as the student has.
    case chosen([Int])
    /// The first, and from there every second (third …) one.
    case every(Int)
    /// Evenly from the first to the last; DistilBERT's choice was this one.
    case spread

    /// For each of the student's layers the teacher's.
    ///
    /// - Throws: `TextError.layers` where the teacher lacks one of them.
    public func indices(student: Int, teacher: Int) throws(TextError) -> [Int] {
        let indices: [Int] =
            switch self {
            case .chosen(let chosen): chosen
            case .every(let step): (0..<student).map { $0 * step }
            case .spread where student == 1: [teacher - 1]
            case .spread:
                (0..<student).map { (2 * $0 * (teacher - 1) + student - 1) / (2 * (student - 1)) }
            }
        guard indices.count == student else {
            throw .layers(
                reason: "\(indices.count) layers of the teacher were chosen, the student has "
                    + "\(student); choose one for each")
        }
        guard let outside = indices.first(where: { !(0..<teacher).contains($0) }) else {
            return indices
        }
        throw .layers(
            reason:
                "layer \(outside) of the teacher was chosen for the student, it has layers 0 to "
                + "\(teacher - 1)")
    }
}

extension TextNetwork {
    /// Takes over a teacher's embeddings, some of its layers, and what fits of its head.
    ///
    /// - Returns: the paths in the head that the teacher lacks or has in another shape; they are as
    ///   they were.
    /// - Throws: `TextError` where the networks are of different families, or where sizes before
    ///   the head differ.
    @discardableResult
    public func initialize(
        from teacher: any TextNetwork, layers: TeacherLayers = .spread
    ) throws -> [String] {
        guard body == teacher.body else {
            throw TextError.layers(
                reason: "a student of type '\(configuration.family.rawValue)' cannot begin with "
                    + "layers of a teacher of type '\(teacher.configuration.family.rawValue)'")
        }
        let chosen = try layers.indices(student: stages.count, teacher: teacher.stages.count)
        let sources = Dictionary(
            zip(stages, chosen.map { teacher.stages[$0] }).map { ($0 + ".", $1 + ".") }
        ) { first, _ in first }
        let given = Dictionary(teacher.state().map { ($0.path, $0.tensor) }) { first, _ in first }
        var problems = StateError(missing: [], unexpected: [], mismatched: [])
        var left: [String] = []
        var copies: [(own: Tensor, source: Tensor)] = []
        for (path, tensor) in state() {
            let stage = sources.first { path.hasPrefix($0.key) }
            let source = stage.map { $0.value + path.dropFirst($0.key.count) } ?? path
            let isHead = !path.hasPrefix(body + ".") || path.hasPrefix(body + ".pooler")
            switch given[source] {
            case .some(let found) where found.shape == tensor.shape: copies.append((tensor, found))
            case _ where isHead: left.append(path)
            case .some(let found):
                problems.mismatched.append(
                    .init(name: path, expected: tensor.shape, found: found.shape))
            case nil: problems.missing.append(path)
            }
        }
        guard problems.isEmpty else { throw TextError.weights(problems) }
        try withoutGradients {
            for (own, source) in copies { try own.copy(from: source) }
        }
        return left
    }
}

extension Classifier {
    /// Takes over a teacher's layers, as a recipe asks for it.
    ///
    /// - Throws: `TextError.layers` where one of the two is no text network of this process.
    func initialize(from teacher: (any Layer)?, _ layers: TeacherLayers) throws {
        guard let own = self as? any TextNetwork, let taught = teacher as? any TextNetwork else {
            throw TextError.layers(
                reason:
                    "'teacher-layers' takes a teacher's layers over, and needs both networks as text "
                    + "networks in this process")
        }
        try own.initialize(from: taught, layers: layers)
    }
}
