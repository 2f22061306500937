/// A model's confusion matrix over all its seeds, as shares of the true classes.
struct ConfusionTally {
    /// Examples by true class (row) and predicted class (column), added up over the seeds.
    let counts: [[Int]]
    private let rowSums: [Int]

    /// Nil when there is no matrix, or not the same square one for each seed.
    init?(_ model: RunReport.Model) {
        let matrices = model.evaluations.map(\.evaluation.confusion)
        guard let first = matrices.first, !first.isEmpty,
            matrices.allSatisfy({ matrix in
                matrix.count == first.count && matrix.allSatisfy { $0.count == first.count }
            })
        else { return nil }
        counts = first.indices.map { row in
            first.indices.map { column in matrices.reduce(0) { $0 + $1[row][column] } }
        }
        rowSums = counts.map { $0.reduce(0, +) }
    }

    var classes: Int { counts.count }

    /// The share of class `row` that was taken for class `column`; nil when the class is empty.
    func share(_ row: Int, _ column: Int) -> Double? {
        rowSums[row] == 0 ? nil : Double(counts[row][column]) / Double(rowSums[row])
    }

    /// The share of class `row` that was recognised (its recall).
    func recall(_ row: Int) -> Double? { share(row, row) }

    /// The most frequent confusions, most frequent first.
    func mostConfused(_ limit: Int) -> [(label: Int, prediction: Int)] {
        let pairs = counts.indices.flatMap { row in
            counts.indices.filter { $0 != row && counts[row][$0] > 0 }.map { (row, $0) }
        }
        return pairs.sorted { one, two in
            let (first, second) = (share(one.0, one.1) ?? 0, share(two.0, two.1) ?? 0)
            return first != second ? first > second : one < two
        }.prefix(limit).map { (label: $0.0, prediction: $0.1) }
    }

    /// The largest share of a class that was taken for one other class.
    var largestMistake: Double {
        mostConfused(1).first.flatMap { share($0.label, $0.prediction) } ?? 0
    }
}
