import Torch

/// How a network goes on from stage to stage: products of the channels of consecutive stages.
///
/// `Σ mean((F_s − F_t)²)` with `F = mean over pixels of f_l · f_{l+1}'`, `[N, C_{l+1}, C_l]`, the larger map
/// averaged down. As in the paper it is a start: `weight` times that sum alone for the start-up epochs,
/// then `label-weight · cross-entropy` alone, or whatever stands beside it in `methods`; with 0 start-up epochs both at once.
/// Channels of student and teacher have to agree, stage by stage.
public struct FlowOfSolution: Method {
    public static let kind = "fsp"
    public static let summary = "how maps change from stage to stage, learned before the labels"
    public static let paper = Paper(
        "Yim et al.",
        "A Gift from Knowledge Distillation: Fast Optimization, Network Minimization "
            + "and Transfer Learning", 2017)
    public static let options: [MethodOption<Self>] =
        [
            .weight(\.weight), .startUpEpochs(\.startUpEpochs), .labelWeight(\.labelWeight),
        ] + MethodOption.taps(\.taps)

    public var weight: ScheduledNumber = 50
    /// Epochs of the flow alone; left open an eighth of the plan's.
    public var startUpEpochs: Int?
    public var labelWeight: ScheduledNumber = 1
    public var taps = TapChoice()

    public init() {}

    public var needs: MethodNeeds { [.teacher, .labels, .taps] }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        try FlowObjective(self, for: setting)
    }
}

final class FlowObjective: Objective {
    let method: FlowOfSolution
    let pairs: [MapPair]
    let phases: [TrainingPhase]

    init(_ method: FlowOfSolution, for setting: MethodSetting) throws {
        let kind = FlowOfSolution.kind
        self.method = method
        pairs = try setting.mapPairs(method.taps, at: .stages, for: kind)
        guard pairs.count > 1 else {
            throw MethodError.unsuitable(
                method: kind,
                reason: "it compares how maps change from stage to stage, and there is one pair of "
                    + "taps; name two or more of each in 'student-taps' and 'teacher-taps'")
        }
        if let unlike = pairs.first(where: { $0.student.channels != $0.teacher.channels }) {
            throw MethodError.unlikeShapes(
                method: kind, student: unlike.student.tap, teacher: unlike.teacher.tap,
                wayOut:
                    "channels must agree; choose networks of one width or name taps that agree, "
                    + "or use 'attention-transfer' or 'vid', which take unlike ones")
        }
        let epochs = try setting.startUpEpochs(method.startUpEpochs, for: kind)
        phases = epochs > 0 ? [TrainingPhase("start-up", epochs: epochs)] : []
    }

    var taps: Taps { pairs.taps }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        if phases.isEmpty {
            return [try flow(step), try .labels(step, weight: method.labelWeight)]
        }
        return [try step.phase == nil ? .labels(step, weight: method.labelWeight) : flow(step)]
    }

    private func flow(_ step: DistillationStep) throws -> LossTerm {
        let maps = try pairs.map { try $0.maps(step) }
        let own = try Self.flows(maps.map(\.student))
        let taught = try Self.flows(maps.map(\.teacher))
        let distances = try zip(own, taught).map { try $0.squaredError(from: $1) }
        return LossTerm("flow", try distances.total(), weight: method.weight.value(at: step))
    }

    /// What leads from each of these maps `[N, C, H, W]` to the next: `[N, C_next, C]`.
    private static func flows(_ maps: [Tensor]) throws(TorchError) -> [Tensor] {
        var flows: [Tensor] = []
        for (first, second) in zip(maps, maps.dropFirst()) {
            let grid = [min(first.shape[2], second.shape[2]), min(first.shape[3], second.shape[3])]
            let before = try first.averaged(to: grid).flattened(from: 2)
            let after = try second.averaged(to: grid).flattened(from: 2)
            let pixels = Double(grid[0] * grid[1])
            flows.append(
                try after.matrixProduct(with: before.transposed(1, 2)) * (1 / pixels))
        }
        return flows
    }
}
