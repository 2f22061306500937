/// How two lists of numbers go together.
enum Correlation {
    /// Pearson's linear correlation, -1…1; 0 where one of the lists does not vary.
    static func pearson(_ first: [Double], _ second: [Double]) -> Double {
        guard first.count == second.count, first.count > 1 else { return 0 }
        let count = Double(first.count)
        let firstMean = first.reduce(0, +) / count
        let secondMean = second.reduce(0, +) / count
        var (product, firstSquare, secondSquare) = (0.0, 0.0, 0.0)
        for (one, other) in zip(first, second) {
            product += (one - firstMean) * (other - secondMean)
            firstSquare += (one - firstMean) * (one - firstMean)
            secondSquare += (other - secondMean) * (other - secondMean)
        }
        let scale = (firstSquare * secondSquare).squareRoot()
        return scale > 0 ? product / scale : 0
    }

    /// Spearman's rank correlation: Pearson's of the ranks, equal numbers sharing the mean of theirs.
    static func spearman(_ first: [Double], _ second: [Double]) -> Double {
        pearson(ranks(first), ranks(second))
    }

    private static func ranks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Double](repeating: 0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start
            while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
            let mean = Double(start + end) / 2
            for place in start...end { ranks[order[place]] = mean }
            start = end + 1
        }
        return ranks
    }
}
