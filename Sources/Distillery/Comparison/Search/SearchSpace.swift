/// Draws settings from what a search's keys may be.
struct SearchSpace {
    private let keys: [SearchKey]

    init(_ keys: [SearchKey]) { self.keys = keys }

    /// The number of different settings where every key is a list; nil where one is a range.
    var size: Int? {
        keys.reduce(Optional(1)) { size, key in
            guard let size, case .values(let values) = key.choice else { return nil }
            let (product, isTooLarge) = size.multipliedReportingOverflow(by: values.count)
            return isTooLarge ? nil : product
        }
    }

    /// Different settings, as many or as few as there are; the same for the same seed.
    ///
    /// All of a small grid; of a larger one, or of ranges, such that are drawn by chance.
    func settings(_ count: Int, seed: UInt64) -> [SearchSetting] {
        if let size, size <= count { return (0..<size).map(gridSetting) }
        var settings: [SearchSetting] = []
        var stream = RandomStream(stableHash(of: "search"), seed)
        // A range of few whole numbers may hold fewer settings than are asked for.
        for _ in 0..<count * 100 where settings.count < count {
            let drawn = SearchSetting(
                values: keys.map { .init(key: $0.key, value: $0.value(at: stream.uniform())) })
            if !settings.contains(drawn) { settings.append(drawn) }
        }
        return settings
    }

    /// A place in the grid; the last key changes fastest.
    private func gridSetting(_ index: Int) -> SearchSetting {
        var rest = index
        var values: [SearchSetting.Value] = []
        for key in keys.reversed() {
            guard case .values(let choices) = key.choice else { continue }
            values.insert(.init(key: key.key, value: choices[rest % choices.count]), at: 0)
            rest /= choices.count
        }
        return SearchSetting(values: values)
    }
}
