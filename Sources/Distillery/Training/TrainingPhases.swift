/// The epochs of a training, dealt out to a method's start-up phases and the main phase after them.
struct TrainingPhases {
    struct Part {
        /// Nil for the main phase.
        var phase: TrainingPhase?
        /// The first epoch of the part.
        var start: Int
        var epochs: Int
    }

    private let parts: [Part]

    /// - Throws: `MethodError.tooFewEpochs` where the phases leave none for the main one.
    init(_ phases: [TrainingPhase], epochs: Int) throws(MethodError) {
        var parts: [Part] = []
        var start = 0
        for phase in phases where phase.epochs > 0 {
            parts.append(Part(phase: phase, start: start, epochs: phase.epochs))
            start += phase.epochs
        }
        guard start < epochs else {
            throw .tooFewEpochs(
                method: phases.map(\.name).joined(separator: ", "), startUp: start, epochs: epochs)
        }
        self.parts = parts + [Part(phase: nil, start: start, epochs: epochs - start)]
    }

    /// The part that an epoch belongs to; epochs after the last belong to the main one.
    func at(_ epoch: Int) -> Part {
        parts.last { $0.start <= epoch } ?? parts[parts.count - 1]
    }
}
