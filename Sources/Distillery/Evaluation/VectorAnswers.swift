import Torch

/// Vectors of texts, judged by the similarities of pairs.
///
/// Where the data has pairs they are those; else each text is paired with another one by chance, the
/// same in every run.
struct VectorAnswers: Answers {
    private(set) var indices: [Int] = []
    /// One vector after the other, all of one width.
    private var values: [Float] = []
    private let pairs: [TextPairing]

    init(of dataset: any Dataset) {
        let own = (dataset as? TextDataset)?.pairings ?? []
        guard own.isEmpty else {
            pairs = own
            return
        }
        let others = EpochOrder(shuffling: dataset.count, seed: 0, epoch: 0, batchSize: 1).indices
        pairs = zip(0..<dataset.count, others).compactMap { one, other in
            one == other ? nil : TextPairing(first: one, second: other)
        }
    }

    mutating func add(_ output: Tensor, to batch: TensorBatch) throws {
        indices += batch.indices
        values += try output.to(.float32).elements()
    }

    /// The cosine of each pair's vectors.
    private var similarities: [Double] {
        guard !indices.isEmpty else { return [] }
        let width = values.count / indices.count
        var rows: [Int: Int] = [:]
        for (row, index) in indices.enumerated() { rows[index] = row }
        return pairs.map { pair in
            guard let first = rows[pair.first], let second = rows[pair.second] else { return 0 }
            return Self.cosine(
                values[first * width..<(first + 1) * width],
                values[second * width..<(second + 1) * width])
        }
    }

    /// The cosine of two vectors of one width; 0 where one of them is nothing.
    static func cosine(_ one: ArraySlice<Float>, _ other: ArraySlice<Float>) -> Double {
        var (product, first, second) = (0.0, 0.0, 0.0)
        for (left, right) in zip(one, other) {
            product += Double(left) * Double(right)
            first += Double(left) * Double(left)
            second += Double(right) * Double(right)
        }
        return product / max((first * second).squareRoot(), 1e-12)
    }

    func quality(against teacher: (any Answers)?) throws -> AnswerQuality {
        var quality = AnswerQuality()
        let own = similarities
        let known = pairs.indices.filter { pairs[$0].target != nil }
        if !known.isEmpty {
            let wanted = known.compactMap { pairs[$0].target }
            let found = known.map { own[$0] }
            quality.spearman = Correlation.spearman(found, wanted)
            quality.pearson = Correlation.pearson(found, wanted)
            if Set(wanted) == [0, 1] { quality.pairF1 = PairThreshold.bestF1(found, wanted) }
        }
        if let teacher = teacher as? VectorAnswers {
            quality.teacherSpearman = Correlation.spearman(own, teacher.similarities)
        }
        return quality
    }
}

/// The line between pairs that mean the same and others.
enum PairThreshold {
    /// The best F1 that any threshold on the similarities gives, 0…1.
    static func bestF1(_ similarities: [Double], _ labels: [Double]) -> Double {
        let order = similarities.indices.sorted { similarities[$0] > similarities[$1] }
        let positives = labels.reduce(0, +)
        var (right, best) = (0.0, 0.0)
        for (place, index) in order.enumerated() {
            right += labels[index]
            // Equal similarities fall on one side together.
            let isLast = place + 1 == order.count
            if !isLast, similarities[order[place + 1]] == similarities[index] { continue }
            best = max(best, 2 * right / (Double(place + 1) + positives))
        }
        return best
    }
}
