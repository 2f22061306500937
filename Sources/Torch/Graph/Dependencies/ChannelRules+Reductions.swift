extension ChannelRules {
    static let reductions: [(String, Rule)] = [
        ("mean", reduction(dimensions: 1, keeps: 2)), ("sum", reduction(dimensions: 1, keeps: 2)),
        ("amax", reduction(dimensions: 1, keeps: 2)), ("amin", reduction(dimensions: 1, keeps: 2)),
        ("linalg_vector_norm", reduction(dimensions: 2, keeps: 3)),
        ("softmax", along), ("log_softmax", along), ("cumsum", along),
    ]

    /// What is summed up can be summed over fewer.
    private static func reduction(dimensions: Int, keeps: Int) -> Rule {
        { call in
            guard let input = call.dimensions(0), let places = call.integers(dimensions),
                !places.isEmpty
            else { return nil }
            let gone = Set(places.map { $0 < 0 ? $0 + input.count : $0 })
            let result = input.indices.compactMap { place -> [Int]?? in
                guard gone.contains(place) else { return .some(input[place]) }
                return call.flag(keeps) ? .some(nil) : nil
            }
            return [result]
        }
    }

    /// What is weighed against each other along a dimension stays complete.
    private static let along: Rule = { call in
        guard let input = call.dimensions(0), let place = call.dimension(1, of: input.count)
        else { return nil }
        call.labels.stay([input[place]])
        return [input]
    }
}
