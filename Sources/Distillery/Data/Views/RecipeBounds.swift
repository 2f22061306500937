extension StrictContainer {
    /// A share or probability, 0…1.
    func decodeShare(_ key: Key, default fallback: Double) throws -> Double {
        try decode(key, default: fallback, expected: "0…1") { (0...1).contains($0) }
    }

    /// A least and a greatest value, in order and within bounds.
    func decodeRange(
        _ key: Key, default fallback: [Double], within bounds: ClosedRange<Double>
    ) throws -> [Double] {
        try decode(
            key, default: fallback,
            expected: "two numbers in order, within \(bounds.lowerBound)…\(bounds.upperBound)"
        ) { range in
            range.count == 2 && range[0] <= range[1] && range.allSatisfy(bounds.contains)
        }
    }
}
