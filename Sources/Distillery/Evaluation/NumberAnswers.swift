import Torch

/// Predicted numbers, with the true ones where they are known.
struct NumberAnswers: Answers {
    private(set) var indices: [Int] = []
    private(set) var numbers: [Double] = []
    /// Not a number where nobody has said it.
    private(set) var targets: [Double] = []

    mutating func add(_ output: Tensor, to batch: TensorBatch) throws {
        indices += batch.indices
        numbers += (try output.to(.float32).elements() as [Float]).map(Double.init)
        targets +=
            (try batch.targets.numbers?.elements() as [Float]?)?.map(Double.init)
            ?? batch.indices.map { _ in .nan }
    }

    func quality(against teacher: (any Answers)?) throws -> AnswerQuality {
        var quality = AnswerQuality()
        let known = targets.indices.filter { !targets[$0].isNaN }
        if !known.isEmpty {
            let (own, wanted) = (known.map { numbers[$0] }, known.map { targets[$0] })
            quality.spearman = Correlation.spearman(own, wanted)
            quality.pearson = Correlation.pearson(own, wanted)
            quality.meanSquaredError =
                zip(own, wanted).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
                / Double(known.count)
        }
        if let teacher = teacher as? NumberAnswers, teacher.numbers.count == numbers.count {
            quality.teacherSpearman = Correlation.spearman(numbers, teacher.numbers)
        }
        return quality
    }
}
