import Torch

/// Points that cover a set: each next one is the farthest from all that are chosen
/// (Gonzalez, 1985; as core-set selection Sener and Savarese, 2018).
public struct FarthestPoints {
    /// `[n, width]`.
    private let points: Tensor

    /// - Parameter points: `[n, width]`, one row a point.
    public init(_ points: Tensor) throws(TorchError) {
        self.points = try points.to(.float32)
    }

    /// The rows of the chosen points, in the order of their choice.
    ///
    /// - Parameters:
    ///   - first: the row to begin with where nothing is covered yet.
    ///   - covered: `[m, width]`, points that count as chosen already.
    public func choose(
        _ count: Int, first: Int = 0, covered: Tensor? = nil
    ) throws -> [Int] {
        let all = points.shape[0]
        var distances = [Float](repeating: .infinity, count: all)
        var chosen: [Int] = []
        func cover(_ point: Tensor) throws {
            let own: [Float] = try withoutGradients {
                let difference = try points - point
                return try (difference * difference).sum(dimension: 1).elements()
            }
            for row in 0..<all { distances[row] = min(distances[row], own[row]) }
        }
        for row in 0..<(covered?.shape[0] ?? 0) {
            if let covered { try cover(covered.select(dimension: 0, index: row)) }
        }
        while chosen.count < min(count, all) {
            let isFirst = chosen.isEmpty && covered == nil
            let next =
                isFirst ? first : distances.indices.max { distances[$0] < distances[$1] } ?? 0
            try cover(points.select(dimension: 0, index: next))
            // A point is chosen once, also where others lie in the same place.
            distances[next] = -1
            chosen.append(next)
        }
        return chosen
    }
}
