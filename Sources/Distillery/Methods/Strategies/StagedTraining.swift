import Torch

/// One thing after the other: each stage has its own method, its own epochs and, where it says so, its
/// own part of the student.
///
/// ```yaml
/// method:
///   kind: stages
///   stages:
///     - {name: low, epochs: 2, method: {kind: fitnet, student-taps: [layer1], teacher-taps: [layer1]}, trains: [conv1, bn1, layer1]}
///     - {name: middle, epochs: 2, method: {kind: fitnet}, trains: [layer1, layer2]}
///     - {name: head, method: kd}
/// ```
///
/// Epochs are taken from those of the training; the last stage has what the others leave. Each stage
/// begins with a fresh optimiser and the schedule of its own length.
public struct StagedTraining: Strategy {
    public static let kind = "stages"
    public static let summary = "one method after the other, each with its own epochs and parts"
    public static let paper = Paper(
        "Romero et al.", "FitNets: Hints for Thin Deep Nets (training in stages)", 2015)
    public static let options: [MethodOption<Self>] = [
        MethodOption("stages", \.stages, expected: "a list of stages") { !$0.isEmpty }
    ]

    public struct Stage: Sendable, Equatable {
        /// As steps and messages name it; unlike those of the other stages.
        public var name: String
        /// How many epochs it has; the last stage leaves it open.
        public var epochs: Int?
        public var method: AnyMethod
        /// Which of the student's parts learn, as dotted paths; nil is all of it.
        public var trains: [String]?

        public init(
            _ name: String, epochs: Int? = nil, method: any Method, trains: [String]? = nil
        ) {
            self.name = name
            self.epochs = epochs
            self.method = AnyMethod(method)
            self.trains = trains
        }
    }

    public var stages: [Stage] = [Stage("all", method: KnowledgeDistillation())]

    public init() {}

    public init(_ stages: [Stage]) { self.stages = stages }

    public var methods: [AnyMethod] { stages.map(\.method) }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        try requireSense(in: setting)
        return try StagedObjective(
            stages.map { stage in
                let objective = try stage.method.method.makeObjective(for: setting)
                guard objective.phases.isEmpty else {
                    throw MethodError.unsuitable(
                        method: Self.kind,
                        reason: "the method of stage '\(stage.name)' has a start-up of its own, "
                            + "which cannot stand inside of a stage; set its start-up-epochs to 0, "
                            + "or give the start-up a stage")
                }
                return objective
            },
            phases: stages.dropLast().map {
                TrainingPhase($0.name, epochs: $0.epochs ?? 0, studentPaths: $0.trains)
            })
    }

    private func requireSense(in setting: MethodSetting) throws(MethodError) {
        func refuse(_ reason: String) -> MethodError {
            .unsuitable(method: Self.kind, reason: reason)
        }
        for (index, stage) in stages.enumerated() {
            let isLast = index == stages.count - 1
            if !isLast, stage.epochs == nil {
                throw refuse("stage '\(stage.name)' does not say its epochs; only the last may not")
            }
            if isLast, stage.epochs != nil {
                throw refuse(
                    "the last stage, '\(stage.name)', takes the epochs that the others leave; "
                        + "leave its epochs out and set training.epochs")
            }
            if stages[..<index].contains(where: { $0.name == stage.name }) {
                throw refuse("two stages are named '\(stage.name)'")
            }
            for path in stage.trains ?? [] { _ = try setting.student.requireModule(path) }
        }
        if stages.last?.trains != nil {
            throw refuse("the last stage trains all of the student; leave 'trains' out there")
        }
    }
}

/// Objectives at work one after the other, each in its own phase and the last one in the main one.
final class StagedObjective: Objective {
    let stages: [any Objective]
    let phases: [TrainingPhase]
    let mainPaths: [String]?

    init(_ stages: [any Objective], phases: [TrainingPhase], mainPaths: [String]? = nil) {
        self.stages = stages
        self.phases = phases
        self.mainPaths = mainPaths
    }

    var taps: Taps { stages.reduce(.none) { $0.union($1.taps) } }
    var comparesExamples: Bool { stages.contains { $0.comparesExamples } }
    var partsOptimizer: OptimizerPlan? { stages.lazy.compactMap(\.partsOptimizer).first }
    var asksTeacher: Bool { stages.contains { $0.asksTeacher } }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let index = phases.firstIndex { $0.name == step.phase } ?? stages.count - 1
        var own = step
        own.phase = nil
        return try stages[index].terms(own)
    }
}

extension StagedTraining.Stage: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable { case name, epochs, method, trains }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        name = try values.decode(.name)
        epochs = try values.decodePositive(.epochs)
        method = try values.decode(.method)
        trains = try values.decodeIfPresent(.trains)
    }
}
