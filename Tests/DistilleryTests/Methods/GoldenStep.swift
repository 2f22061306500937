import Torch

@testable import Distillery

/// One step of a method on a fixture's tensors, in double precision.
struct GoldenStep {
    let objective: any Objective
    let step: DistillationStep
    /// What gradients may be asked of, under the fixture's names.
    private(set) var leaves: [String: Tensor] = [:]

    init(_ golden: GoldenFixture.Case) throws {
        let student = try Self.network(golden.student, role: .student)
        let teacher = try golden.teacher.map { try Self.network($0, role: .teacher) }
        let setting = MethodSetting(
            student: student, teacher: teacher, classes: golden.classes,
            examples: golden.examples ?? golden.labels.count,
            labels: golden.allLabels ?? golden.labels.map(Int.init), epochs: golden.epochs)
        objective = try golden.method.method.makeObjective(for: setting)
        try objective.convert(to: .float64)
        try objective.load(parts: golden.parts ?? [:])
        if let negatives = golden.negatives, let contrast = objective as? ContrastiveObjective {
            contrast.drawNegatives = { _ in
                try Tensor(
                    negatives.flatMap { $0 }, shape: [negatives.count, negatives[0].count])
            }
        }
        let logits = try golden.student.logits.tensor().requireGradient()
        let taps = try (golden.student.taps ?? [:]).mapValues {
            try $0.tensor().requireGradient()
        }
        var targets = Targets(labels: try Tensor(golden.labels))
        if let partners = golden.partners, let shares = golden.shares {
            targets.mixing = .init(
                partnerLabels: try Tensor(partners), weights: try Tensor(shares))
        }
        targets.places = try golden.places.map { try Tensor($0) }
        let taught = try golden.teacher?.logits.tensor()
        let inputs = try golden.mask.map { mask in
            let rows = try Tensor(mask.flatMap { $0 }, shape: [mask.count, mask[0].count])
            return try Tensor.stacked([rows, rows, rows], dimension: 1)
        }
        var step = DistillationStep(
            inputs: inputs, student: try targets.answers(in: logits),
            teacher: try taught.map { try targets.answers(in: $0) },
            studentTaps: taps,
            teacherTaps: try (golden.teacher?.taps ?? [:]).mapValues { try $0.tensor() },
            targets: targets, indices: golden.indices ?? Array(golden.labels.indices),
            epoch: golden.epoch, epochs: golden.epochs,
            phase: golden.phase == "start-up" ? objective.phases.first?.name : nil)
        if golden.places != nil { step.everyPlace = (logits, taught) }
        self.step = step
        leaves["student.logits"] = logits
        for (path, tap) in taps { leaves["student.\(path)"] = tap }
        for (path, parameter) in objective.namedParameters() {
            leaves["parts.\(path)"] = parameter.tensor
        }
        if let head = student.modules[student.head] as? Linear {
            leaves["student.head.weight"] = head.weight.tensor
        }
    }

    /// The weighted sum of the terms.
    func loss() throws -> Tensor { try objective.terms(step).weightedSum() }

    /// A network of which only taps are known, and the layers that some methods borrow.
    private static func network(
        _ given: GoldenFixture.Network, role: ModelRole
    ) throws -> TappedNetwork {
        let head = given.head ?? "head"
        var modules: [String: any Module] = [:]
        if let weights = given.headWeights, let weight = weights["weight"] {
            let layer = try Linear(weight.shape[1], weight.shape[0])
            try layer.convert(to: .float64)
            try layer.load(parts: weights)
            modules[head] = layer
        }
        for (path, weights) in given.batchNorms ?? [:] {
            let norm = try BatchNorm(weights["weight"]?.shape[0] ?? 0)
            try norm.convert(to: .float64)
            try norm.load(parts: weights)
            modules[path] = norm
        }
        var network = TappedNetwork(
            name: "golden", role: role, stages: given.stages ?? [],
            preactivations: given.preactivations ?? [], pooled: given.pooled ?? "", head: head,
            shapes: (given.taps ?? [:]).mapValues(\.shape), modules: modules)
        network.tokens = given.embeddings.map {
            TokenPlaces(
                embeddings: $0, queries: given.queries ?? [], keys: given.keys ?? [],
                values: given.values ?? [], heads: given.heads ?? 1)
        }
        return network
    }
}

extension Module {
    /// Puts the fixture's numbers into the parts that it names; all of its names must be there.
    fileprivate func load(parts: [String: GoldenFixture.Numbers]) throws {
        var state = Dictionary(state().map { ($0.path, $0.tensor) }) { first, _ in first }
        for (path, numbers) in parts { state[path] = try numbers.tensor() }
        try load(state)
    }
}
