import Torch

/// A part of an objective that must know what the teacher answers to training examples before the
/// first step.
///
/// What it learns stands in its buffers, so that checkpoints keep it and a resumed training does not
/// ask again. It is found wherever it stands among an objective's stored properties.
protocol FittedToTeacher: Module {
    /// How many examples' answers it takes, where there are so many.
    var wantedAnswers: Int { get }

    /// Learns from the teacher's outputs for examples of the first epoch, `[examples, …]`.
    func fit(to answers: Tensor) throws
}

extension Objective {
    /// The parts that have to be fitted before the first step.
    var partsFittedToTeacher: [any FittedToTeacher] {
        namedModules().compactMap { $0.module as? any FittedToTeacher }
    }
}
