/// The tables of Unicode's normalisation, and the three steps that use them.
struct Decompositions: Sendable {
    static let shared = Decompositions()

    /// Where each scalar's parts lie in `parts`: start times 32, plus how many; 0 without parts.
    private var canonical = ScalarTable<UInt32>(common: 0)
    private var compatible = ScalarTable<UInt32>(common: 0)
    private var combining = ScalarTable<UInt8>(common: 0)
    private var parts: [UInt32] = []
    /// What two scalars compose to; the key is the first one times 2³², plus the second.
    private var composites: [UInt64: UInt32] = [:]

    private init() {
        var whole: [[UInt32]: UInt32] = [:]
        var pairs: [(UInt32, [UInt32])] = []
        PackedNumbers.eachMapping(base64: DecompositionData.canonical) { scalar, values in
            let place = append(values)
            canonical.update(scalar) { $0 = place }
            if values.count > 1 { pairs.append((scalar, values)) }
        }
        PackedNumbers.eachMapping(base64: CompatibilityData.compatible) { scalar, values in
            let place = append(values)
            compatible.update(scalar) { $0 = place }
        }
        let excluded = PackedNumbers.runs(base64: DecompositionData.excludedFromComposition)
        pairs.removeAll { pair in excluded.contains { $0.contains(pair.0) } }
        for (scalar, values) in pairs { whole[values] = scalar }
        for (scalar, values) in pairs {
            // All but the last part compose to one scalar themselves.
            let first = values.count == 2 ? values[0] : whole[values.dropLast()]
            guard let first, let last = values.last else { continue }
            composites[UInt64(first) << 32 | UInt64(last)] = scalar
        }
        var numbers = PackedNumbers(base64: DecompositionData.combiningClasses)
        var scalar: UInt32 = 0
        while let gap = numbers.next(), let value = numbers.next() {
            scalar += gap
            combining.update(scalar) { $0 = UInt8(truncatingIfNeeded: value) }
        }
    }

    private mutating func append(_ values: [UInt32]) -> UInt32 {
        defer { parts.append(contentsOf: values) }
        return UInt32(parts.count << 5 | values.count)
    }

    /// Appends the full decomposition of a scalar.
    func decompose(_ scalar: UInt32, compatible isCompatible: Bool, into result: inout [UInt32]) {
        if (Hangul.first...Hangul.last).contains(scalar) {
            return Hangul.decompose(scalar, into: &result)
        }
        var place = isCompatible ? compatible[scalar] : 0
        if place == 0 { place = canonical[scalar] }
        guard place != 0 else { return result.append(scalar) }
        let start = Int(place >> 5)
        result.append(contentsOf: parts[start..<start + Int(place & 31)])
    }

    /// Whether a scalar is moved by its combining class.
    func moves(_ scalar: UInt32) -> Bool { combining[scalar] != 0 }

    /// Sorts each run of marks by combining class, keeping the order of equal ones.
    func order(_ scalars: inout [UInt32]) {
        for index in scalars.indices.dropFirst() {
            let scalar = scalars[index]
            let own = combining[scalar]
            guard own != 0 else { continue }
            var place = index
            while place > 0, combining[scalars[place - 1]] > own {
                scalars[place] = scalars[place - 1]
                place -= 1
            }
            scalars[place] = scalar
        }
    }

    /// Composes ordered, decomposed text.
    func compose(_ scalars: [UInt32]) -> [UInt32] {
        var result: [UInt32] = []
        result.reserveCapacity(scalars.count)
        var starter: Int?
        var lastClass: UInt8 = 0
        for scalar in scalars {
            let own = combining[scalar]
            if let place = starter {
                let isBlocked = place < result.count - 1 && lastClass >= own
                if !isBlocked, let composite = composite(result[place], scalar) {
                    result[place] = composite
                    continue
                }
            }
            if own == 0 { starter = result.count }
            lastClass = own
            result.append(scalar)
        }
        return result
    }

    private func composite(_ first: UInt32, _ second: UInt32) -> UInt32? {
        Hangul.compose(first, second) ?? composites[UInt64(first) << 32 | UInt64(second)]
    }
}
