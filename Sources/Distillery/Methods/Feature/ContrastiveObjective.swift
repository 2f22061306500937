import Torch

/// Contrastive distillation at work.
///
/// Parts: `embed_student`, `embed_teacher`; buffers: `memory_student` and `memory_teacher`
/// `[examples, width]`, `normalizers` `[2]`.
final class ContrastiveObjective: Objective {
    let embedStudent: Linear
    let embedTeacher: Linear
    let memoryStudent: Buffer
    let memoryTeacher: Buffer
    /// Z of student and teacher; below 0 until the first batch sets them.
    let normalizers: Buffer
    /// Negatives for examples at these places, `int64` `[places, negatives]`.
    var drawNegatives: (_ places: [Int]) throws -> Tensor
    private let method: ContrastiveRepresentation
    private let contrast: NoiseContrast
    private let pair: MapPair
    private var areNormalizersSet = false

    var taps: Taps { pair.taps }

    init(_ method: ContrastiveRepresentation, in setting: MethodSetting) throws {
        let kind = ContrastiveRepresentation.kind
        pair = try setting.mapPair(method.taps, at: .pooled, for: kind, acceptingVectors: true)
        let sampler = try method.sampler(in: setting)
        drawNegatives = { try sampler(for: $0) }
        embedStudent = try Linear(pair.student.channels, method.width)
        embedTeacher = try Linear(pair.teacher.channels, method.width)
        let bound = (3 / Double(method.width)).squareRoot()
        func memory() throws -> Buffer {
            let uniform = try Tensor.random([setting.examples, method.width])
            return Buffer(try uniform * (2 * bound) - bound)
        }
        memoryStudent = try memory()
        memoryTeacher = try memory()
        normalizers = Buffer(try .full([2], -1))
        contrast = NoiseContrast(temperature: method.temperature, examples: setting.examples)
        self.method = method
    }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let device = step.student.device
        let vectors = try pair.vectors(step)
        let own = try embedStudent(vectors.student).withUnitLength(along: 1)
        let taught = try embedTeacher(vectors.teacher).withUnitLength(along: 1)
        let places = try Tensor(step.indices.map(Int64.init)).to(device)
        let chosen = try Tensor.concatenated(
            [places.unsqueezed(1), drawNegatives(step.indices).to(device)], dimension: 1)
        let student = try contrast(own, in: memoryTeacher, at: chosen, side: 0)
        let teacher = try contrast(taught, in: memoryStudent, at: chosen, side: 1)
        areNormalizersSet = true
        try memoryStudent.move(towards: own, at: places, momentum: method.momentum)
        try memoryTeacher.move(towards: taught, at: places, momentum: method.momentum)
        return [
            LossTerm("contrast", try student + teacher, weight: method.weight.value(at: step)),
            try .labels(step, weight: method.labelWeight),
        ]
    }

    /// One side's loss, its gradient taken at once: scores are let go, and the memory may change
    /// before the step goes back.
    private func contrast(
        _ embeddings: Tensor, in memory: Buffer, at chosen: Tensor, side: Int
    ) throws -> Tensor {
        try embeddings.lossWithGradientTaken { embeddings in
            let scores = try contrast.scores(of: embeddings, in: memory.tensor, at: chosen)
            return try contrast.loss(of: scores, normalizer: normalizer(side, of: scores))
        }
    }

    /// Z of one side, a scalar, set where it is not.
    private func normalizer(_ side: Int, of scores: Tensor) throws -> Tensor {
        let kept = try normalizers.tensor.select(dimension: 0, index: side)
        if !areNormalizersSet, try kept.item() < 0 {
            try withoutGradients { try kept.copy(from: contrast.normalizer(of: scores)) }
        }
        return kept
    }
}

extension Buffer {
    /// Moves rows towards vectors of length 1, and gives them that length.
    fileprivate func move(
        towards vectors: Tensor, at rows: Tensor, momentum: Double
    ) throws(TorchError) {
        try withoutGradients { () throws(TorchError) in
            let former = try tensor.select(dimension: 0, indices: rows)
            let moved = try former * momentum + vectors * (1 - momentum)
            try tensor.copy(from: moved.withUnitLength(along: 1), along: 0, at: rows)
        }
    }
}

extension Tensor {
    /// A loss of this tensor whose gradient is computed here rather than when the step goes back.
    ///
    /// Value and first derivatives are those of `loss`, and what `loss` made on its way is let go.
    fileprivate func lossWithGradientTaken(_ loss: (Tensor) throws -> Tensor) throws -> Tensor {
        guard gradientsAreRecorded, requiresGradient else { return try loss(self) }
        let leaf = try detached().requireGradient()
        let value = try loss(leaf)
        guard let gradient = try value.gradients(with: [leaf])[0] else { return value }
        let linear = try (self * gradient).sum()
        return try value.detached() + (linear - linear.detached())
    }
}
