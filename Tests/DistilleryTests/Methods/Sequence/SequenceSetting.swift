import Torch

@testable import Distillery

/// Two small transformers for three classes of texts, without dropout, and steps of both.
struct SequenceSetting {
    let setting: MethodSetting
    /// Sentences of unlike lengths.
    static let texts = [[2, 7, 9, 4, 11, 3], [2, 5, 3], [2, 8, 8, 12, 3], [2, 6, 10, 3]]
    private static let labels: [Int64] = [0, 1, 2, 1]

    init(
        _ student: TextOptions, _ teacher: TextOptions,
        as kinds: [String] = ["transformer", "transformer"],
        for task: TextTask = .classification(classes: 3)
    ) throws {
        let example = try TokenBatch.tensor(ids: Array(Self.texts.prefix(2)))
        func network(_ kind: String, _ options: TextOptions, _ role: ModelRole) throws
            -> TappedNetwork
        {
            let configuration = try TextCatalog.builtIn.entry(named: kind).configuration(
                vocabulary: 20, task: task, options: options)
            return try TappedNetwork(
                TextCatalog.makeNetwork(configuration), role: role, example: example)
        }
        setting = MethodSetting(
            student: try network(kinds[0], student, .student),
            teacher: try network(kinds[1], teacher, .teacher), classes: 3, examples: 4,
            labels: Self.labels.map(Int.init), epochs: 16)
    }

    /// Transformers of 2 layers of 16 and 4 layers of 24.
    init(heads: Int = 2, taught: Int = 2) throws {
        try self.init(
            TextOptions(width: 16, layers: 2, heads: heads, dropout: 0),
            TextOptions(width: 24, layers: 4, heads: taught, dropout: 0))
    }

    /// The same for vectors of texts.
    init(vectors: Bool) throws {
        try self.init(
            TextOptions(width: 16, layers: 2, heads: 2, dropout: 0),
            TextOptions(width: 24, layers: 4, heads: 2, dropout: 0), for: .sentenceEmbedding)
    }

    /// What both networks put out for some of the texts, padded to a length.
    func step(
        for objective: any Objective, of texts: Range<Int> = 0..<4, length: Int? = nil,
        phase: String? = nil
    ) throws -> DistillationStep {
        let inputs = try TokenBatch.tensor(ids: Array(Self.texts[texts]), length: length)
        func outputs(
            _ network: TappedNetwork?, _ paths: [String]
        ) throws -> (logits: Tensor, taps: [String: Tensor]) {
            guard let model = network?.network else { throw MethodError.noTeacher }
            let session = try TapSession(paths, in: model)
            let logits = try session.listen { try model(inputs) }
            return (logits, session.outputs)
        }
        let own = try outputs(setting.student, objective.taps.student)
        let taught = try withoutGradients {
            try outputs(setting.teacher, objective.taps.teacher)
        }
        return DistillationStep(
            inputs: inputs, student: own.logits, teacher: taught.logits, studentTaps: own.taps,
            teacherTaps: taught.taps,
            targets: Targets(labels: try Tensor(Array(Self.labels[texts]))), phase: phase)
    }

    /// The loss of a step and its gradients by the paths of the student's and the method's parameters.
    func gradients(
        _ step: DistillationStep, of objective: any Objective
    ) throws -> (loss: Double, gradients: [String: [Float]]) {
        let parameters =
            (setting.student.network?.namedParameters() ?? [])
            + objective.namedParameters().map { ("own.\($0.path)", $0.parameter) }
        for (_, parameter) in parameters { try parameter.tensor.setGradient(nil) }
        let loss = try objective.terms(step).weightedSum()
        try loss.backward()
        var gradients: [String: [Float]] = [:]
        for (path, parameter) in parameters {
            gradients[path] = try parameter.tensor.gradient?.floats()
        }
        return (try loss.item(), gradients)
    }
}
