import Torch

/// A method that trains nothing of its own: its loss is a function of the step.
///
/// ```swift
/// struct Halfway: StatelessMethod {
///     static let kind = "halfway"
///     static let summary = "mean absolute difference of logits, beside the labels"
///     static let paper = Paper("A. Reader", "My own method", 2025)
///     static let options: [MethodOption<Self>] = [.weight(\.weight)]
///     var weight: ScheduledNumber = 1
///     var needs: MethodNeeds { [.teacher, .labels] }
///
///     func terms(_ step: DistillationStep) throws -> [LossTerm] {
///         let distance = try (step.student - step.requireTeacher()).absoluteValue().mean()
///         return [
///             LossTerm("distance", distance, weight: weight.value(at: step)),
///             try .labels(step),
///         ]
///     }
/// }
/// ```
public protocol StatelessMethod: Method {
    /// What the method listens to; nothing unless it says so.
    func taps(in setting: MethodSetting) throws -> Taps
    /// The terms whose weighted sum the student minimises.
    ///
    /// - Parameter step: has the outputs of the taps that `taps(in:)` chose, in the same order.
    func terms(_ step: DistillationStep) throws -> [LossTerm]
}

extension StatelessMethod {
    public func taps(in setting: MethodSetting) throws -> Taps { .none }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        StatelessObjective(self, taps: try taps(in: setting))
    }
}

/// A stateless method at work.
public final class StatelessObjective: Objective {
    public let method: any StatelessMethod
    public let taps: Taps

    public init(_ method: any StatelessMethod, taps: Taps = .none) {
        self.method = method
        self.taps = taps
    }

    public var comparesExamples: Bool { method.needs.contains(.wholeBatch) }

    public func terms(_ step: DistillationStep) throws -> [LossTerm] {
        try method.terms(step.listening(to: taps))
    }
}
