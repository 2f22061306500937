import Torch

/// Several methods at once, the list `methods:` of a recipe, whose terms add up.
///
/// ```yaml
/// methods:
///   - {kind: kd, alpha: 0.9}
///   - {kind: dist, weight: 0.5}
/// ```
///
/// The cross-entropy with the labels counts once: as an entry `labels` says, or else with the weight
/// that the first method gives it.
public struct CombinedMethod: Strategy {
    public static let kind = "combined"
    public static let summary = "several methods at once: 'methods:' in a recipe"
    public static let paper = Paper("the methods' authors", "the sum of their losses", 2015)
    public static let options: [MethodOption<Self>] = [
        .methods(\.methods)
    ]

    public var methods: [AnyMethod]

    public init() { methods = [] }

    /// The kinds of all, joined: `kd+rkd`.
    public var title: String { methods.map(\.method.title).joined(separator: "+") }

    public init(_ methods: [any Method]) { self.methods = methods.map(AnyMethod.init) }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        try requireCompatible()
        return CombinedObjective(
            try methods.map { try $0.method.makeObjective(for: setting) }, names: names,
            labelsOwner: labelsOwner)
    }

    /// The method's kinds, numbered where one is there twice.
    private var names: [String] {
        methods.indices.map { index in
            let kind = methods[index].method.title
            let former = methods[..<index].filter { $0.method.title == kind }.count
            return former == 0 ? kind : "\(kind)-\(former + 1)"
        }
    }

    /// Which method's cross-entropy with the labels counts; nil is the first one's that has it.
    private var labelsOwner: Int? { methods.firstIndex { $0.method is LabelLearning } }

    private func requireCompatible() throws(MethodError) {
        for (index, first) in methods.enumerated() {
            for second in methods[(index + 1)...] {
                if first == second {
                    throw .exclusive(
                        first: first.method.title, second: second.method.title,
                        reason: "both entries of 'methods' are the same; give one of them a weight")
                }
                for (one, other) in [(first, second), (second, first)] {
                    let excluded = type(of: one.method).excluded
                    if let reason = excluded[other.method.title] {
                        throw .exclusive(
                            first: one.method.title, second: other.method.title, reason: reason)
                    }
                }
            }
        }
    }
}

/// Several methods at work on the same step.
final class CombinedObjective: Objective {
    let methods: [any Objective]
    private let names: [String]
    private let labelsOwner: Int?

    init(_ methods: [any Objective], names: [String], labelsOwner: Int?) {
        self.methods = methods
        self.names = names
        self.labelsOwner = labelsOwner
    }

    var taps: Taps { methods.reduce(.none) { $0.union($1.taps) } }
    var comparesExamples: Bool { methods.contains { $0.comparesExamples } }
    var partsOptimizer: OptimizerPlan? { methods.lazy.compactMap(\.partsOptimizer).first }
    var asksTeacher: Bool { methods.contains { $0.asksTeacher } }

    /// One method's phases after the other's, each named after its method.
    var phases: [TrainingPhase] {
        zip(names, methods).flatMap { name, method in
            method.phases.map { phase in
                var named = phase
                named.name = "\(name)-\(phase.name)"
                return named
            }
        }
    }

    func batch(for loaded: TensorBatch) throws -> TensorBatch {
        try methods.reduce(loaded) { try $1.batch(for: $0) }
    }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        var terms: [LossTerm] = []
        var owner = labelsOwner
        for (index, (name, method)) in zip(names, methods).enumerated() {
            guard let own = self.step(step, of: name) else { continue }
            for var term in try method.terms(own) {
                if term.name == LossTerm.labels {
                    if owner == nil { owner = index }
                    guard owner == index else { continue }
                } else {
                    term.name = "\(name)-\(term.name)"
                }
                terms.append(term)
            }
        }
        return terms
    }

    /// The step as a method sees it; nil in another one's start-up.
    private func step(_ step: DistillationStep, of name: String) -> DistillationStep? {
        guard let phase = step.phase else { return step }
        guard phase.hasPrefix(name + "-") else { return nil }
        var own = step
        own.phase = String(phase.dropFirst(name.count + 1))
        return own
    }
}
