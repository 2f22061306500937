import Torch

/// What became of the tensors of a file that was loaded into a text network.
public struct TextWeightsReport: Sendable, Equatable {
    /// Parameters of the head that the file lacks; they have first values.
    public var fresh: [String] = []
    /// Names in the file that the network has no use for, as another task's head.
    public var unused: [String] = []

    public init(fresh: [String] = [], unused: [String] = []) {
        self.fresh = fresh
        self.unused = unused
    }
}

extension TextEncoder {
    /// Copies weights in, whose names are those of `transformers`, old ones too.
    ///
    /// The body's own prefix (`bert.`) may be there or not. A head that is missing is drawn anew, one
    /// that is of no use is passed over; the report says both.
    ///
    /// - Throws: `TextError.classCount` for a head of other classes, `TextError.weights` with the
    ///   names that are missing in the body, left over there, or of another shape.
    @discardableResult
    func loadWeights(
        _ entries: [(name: String, tensor: StoredTensor)]
    ) throws -> TextWeightsReport {
        let own = state()
        let shapes = Dictionary(own.map { ($0.path, $0.tensor.shape) }) { first, _ in first }
        let names = TextWeightNames(body: body, own: Set(shapes.keys), entries.map(\.name))
        var given: [String: StoredTensor] = [:]
        var report = TextWeightsReport()
        var problems = StateError(missing: [], unexpected: [], mismatched: [])
        for (name, tensor) in entries {
            let path = names.path(of: name)
            guard let expected = shapes[path] else {
                if names.isBuffer(path) { continue }
                if names.belongsToBody(path) {
                    problems.unexpected.append(name)
                } else {
                    report.unused.append(name)
                }
                continue
            }
            if tensor.shape == expected {
                given[path] = tensor
            } else {
                try checkClasses(path, expected, tensor.shape)
                problems.mismatched.append(
                    .init(name: path, expected: expected, found: tensor.shape))
                given[path] = tensor
            }
        }
        let missing = own.map(\.path).filter { given[$0] == nil }
        problems.missing = missing.filter(names.belongsToBody)
        guard problems.isEmpty else { throw TextError.weights(problems) }
        report.fresh = missing
        try initialize(parameters: missing)
        try withoutGradients {
            for (path, tensor) in own {
                if let stored = given[path] { try tensor.copy(from: Tensor(stored)) }
            }
        }
        return report
    }

    /// Says it in the user's words where the head alone is for other classes.
    private func checkClasses(
        _ path: String, _ expected: [Int], _ found: [Int]
    ) throws(TextError) {
        guard !head.isEmpty, path == "\(head).weight", let outputs = configuration.task.outputs,
            expected.dropFirst() == found.dropFirst(), let count = found.first
        else { return }
        throw .classCount(head: path, expected: outputs, found: count)
    }
}

/// Other names for the paths of a text network.
struct TextWeightNames {
    private let body: String
    private let own: Set<String>
    /// Whether names are those of a body alone, without its prefix.
    private let lacksPrefix: Bool

    init(body: String, own: Set<String>, _ names: [String]) {
        self.body = body
        self.own = own
        lacksPrefix = !names.contains { $0.hasPrefix(body + ".") && own.contains(Self.modern($0)) }
    }

    /// The path that a name means.
    func path(of name: String) -> String {
        let modern = Self.modern(name)
        if own.contains(modern) || !lacksPrefix || Self.heads.contains(where: modern.hasPrefix) {
            return modern
        }
        return "\(body).\(modern)"
    }

    /// Whether a path lies in the body; its pooler counts as part of the head, which needs it or not.
    func belongsToBody(_ path: String) -> Bool {
        path.hasPrefix(body + ".") && !path.hasPrefix(body + ".pooler.")
    }

    /// Whether older files keep a constant under the name.
    func isBuffer(_ path: String) -> Bool {
        path.hasSuffix("embeddings.position_ids") || path.hasSuffix("embeddings.token_type_ids")
    }

    /// What names of heads begin with.
    private static let heads = [
        "cls.", "classifier.", "lm_head.", "predictions.", "vocab_", "pre_classifier.",
        "qa_outputs.", "sop_classifier.", "activation.", "pooling.",
    ]

    /// BERT's first files called the parts of a normalisation gamma and beta.
    private static func modern(_ name: String) -> String {
        if name.hasSuffix("LayerNorm.gamma") { return String(name.dropLast(5)) + "weight" }
        if name.hasSuffix("LayerNorm.beta") { return String(name.dropLast(4)) + "bias" }
        return name
    }
}
