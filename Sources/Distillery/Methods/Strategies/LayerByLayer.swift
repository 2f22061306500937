import Torch

/// From the bottom up: the embeddings, the lower layers, the upper layers, and then what the networks
/// answer.
///
/// A short form of `stages` for transformers.
///
/// ```yaml
/// method: {kind: layer-by-layer, lower-epochs: 2, upper-epochs: 2, methods: [kd]}
/// ```
///
/// The first three stages minimise `mean((W h_s − h_t)²)` of what enters the first layer and of the states
/// after the stage's own layers, of uniformly paired layers; the last one minimises `methods`. A stage
/// trains its own part of the student, and those below unless they are frozen.
public struct LayerByLayer: Strategy {
    public static let kind = "layer-by-layer"
    public static let summary = "embeddings, lower layers, upper layers, head: one after the other"
    public static let paper = Paper(
        "Romero et al.", "FitNets: Hints for Thin Deep Nets (training in stages)", 2015)
    public static let options: [MethodOption<Self>] = [
        .epochs("embedding-epochs", \.embeddingEpochs), .epochs("lower-epochs", \.lowerEpochs),
        .epochs("upper-epochs", \.upperEpochs),
        MethodOption("lower-layers", \.lowerLayers, expected: "from 1 to 1000") {
            (1...1000).contains($0)
        },
        MethodOption("layers", \.layers), MethodOption("freeze", \.freezes), .methods(\.methods),
    ]

    /// Epochs of the stages before the last; left open each has an eighth of the plan's, and with 0 a
    /// stage is left out.
    public var embeddingEpochs: Int?
    public var lowerEpochs: Int?
    public var upperEpochs: Int?
    /// How many of the student's layers are the lower ones; left open the first half.
    public var lowerLayers: Int?
    /// Which of the teacher's layers the student's learn from.
    public var layers = LayerMap.uniform
    /// Whether what is below a stage's part stays as the former stages left it.
    public var freezes = false
    /// What the last stage minimises.
    public var methods = [AnyMethod(KnowledgeDistillation())]

    public init() {}

    public var needs: MethodNeeds {
        methods.reduce([.teacher, .taps, .tokens]) { $0.union($1.method.needs) }
    }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        let last = try together().makeObjective(for: setting)
        guard last.phases.isEmpty else {
            throw MethodError.unsuitable(
                method: Self.kind,
                reason:
                    "a method of the last stage has a start-up of its own; set its start-up-epochs "
                    + "to 0, or take 'stages', where a start-up can be a stage")
        }
        let parts = try LayerParts(of: setting.student, lower: lowerLayers)
        let all = try setting.statePairs(layers, for: Self.kind)
        func states(_ layers: Range<Int>) throws -> any Objective {
            let own = Set(layers.map { setting.student.stages[$0] })
            return try StateObjective(
                Self.kind, term: "states", all.filter { own.contains($0.student.path) }, weight: 1,
                labelWeight: 0)
        }
        let stages: [(name: String, epochs: Int?, objective: () throws -> any Objective)] = [
            (
                "embeddings", embeddingEpochs,
                {
                    try StateObjective(
                        Self.kind, term: "embeddings", [setting.embeddingPair(for: Self.kind)],
                        weight: 1, labelWeight: 0)
                }
            ),
            ("lower", lowerEpochs, { try states(0..<parts.lowerLayers) }),
            ("upper", upperEpochs, { try states(parts.lowerLayers..<parts.layers) }),
        ]
        var objectives: [any Objective] = []
        var phases: [TrainingPhase] = []
        for (index, stage) in stages.enumerated() {
            let epochs = try setting.startUpEpochs(stage.epochs, for: Self.kind)
            guard epochs > 0, !parts.paths[index].isEmpty else { continue }
            objectives.append(try stage.objective())
            phases.append(
                TrainingPhase(
                    stage.name, epochs: epochs,
                    studentPaths: parts.paths(upTo: index, alone: freezes)))
        }
        return StagedObjective(
            objectives + [last], phases: phases,
            mainPaths: freezes ? parts.paths.last : nil)
    }
}

extension MethodOption {
    /// How many of the plan's epochs a stage takes.
    fileprivate static func epochs(
        _ key: String, _ path: any WritableKeyPath<Owner, Int?> & Sendable
    ) -> MethodOption {
        MethodOption(key, path, expected: "from 0 to 100000") { (0...100_000).contains($0) }
    }
}
