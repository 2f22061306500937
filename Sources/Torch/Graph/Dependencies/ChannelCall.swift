/// One call while labels of channels are carried through it.
struct ChannelCall {
    let labels: ChannelLabels
    let node: Graph.Node
    let index: Int

    func dimensions(_ place: Int) -> ChannelLabels.Dimensions? {
        node.argument(place).operand.map(labels.dimensions)
    }

    func shape(_ place: Int) -> [Int]? { node.argument(place).operand.map(labels.shape) }

    func integer(_ place: Int, _ usual: Int? = nil) -> Int? {
        if case .integer(let number) = node.argument(place) { return number }
        return usual
    }

    func integers(_ place: Int) -> [Int]? {
        switch node.argument(place) {
        case .integers(let numbers): numbers
        case .integer(let number): [number]
        default: nil
        }
    }

    func flag(_ place: Int) -> Bool { node.argument(place) == .bool(true) }

    /// A dimension, counted from the front.
    func dimension(_ place: Int, of rank: Int, _ usual: Int? = nil) -> Int? {
        integer(place, usual).map { $0 < 0 ? $0 + rank : $0 }
            .flatMap { (0..<max(rank, 1)).contains($0) ? $0 : nil }
    }

    var resultShape: [Int]? { node.results.first.flatMap { labels.graph.types[$0]?.shape } }

    /// Notes that a number of the call says how many of these places there are.
    func note(_ argument: Int, entry: Int? = nil, counts labels: [Int]?) {
        guard let labels else { return }
        self.labels.note(.init(node: index, argument: argument, entry: entry, labels: labels))
    }

    /// What several tensors give when they meet place by place, sizes of 1 spread out.
    func together(_ operands: [(ChannelLabels.Dimensions, shape: [Int])])
        -> ChannelLabels.Dimensions
    {
        let rank = operands.map(\.shape.count).max() ?? 0
        return (0..<rank).map { place in
            var found: [[Int]?] = []
            for (dimensions, shape) in operands {
                let own = place - (rank - shape.count)
                if own >= 0, shape[own] != 1 { found.append(dimensions[own]) }
            }
            guard let first = found.first else { return nil }
            return found.dropFirst().reduce(first) { labels.unite($0, $1) }
        }
    }

    /// The same elements in another shape.
    ///
    /// Dimensions are matched in runs of equal products. Where several become one, places of the first
    /// that has labels are the run's, the others' stay; where one becomes several, the outermost has the
    /// labels, and what lies within one of its places goes together: whole heads of attention.
    func reshaped(
        _ dimensions: ChannelLabels.Dimensions, from old: [Int], to new: [Int]
    ) -> ChannelLabels.Dimensions? {
        guard !old.contains(0), !new.contains(0) else { return nil }
        var result: ChannelLabels.Dimensions = []
        var (first, next) = (0, 0)
        while first < old.count || next < new.count {
            var (taken, given) = (first, next)
            var (inside, outside) = (1, 1)
            repeat {
                if inside <= outside, taken < old.count {
                    inside *= old[taken]
                    taken += 1
                } else if given < new.count {
                    outside *= new[given]
                    given += 1
                } else if taken < old.count {
                    inside *= old[taken]
                    taken += 1
                } else {
                    return nil
                }
            } while inside != outside || (given == next && next < new.count)
            // Sizes of 1 that follow belong to this run.
            let run = merged(Array(dimensions[first..<taken]), sizes: Array(old[first..<taken]))
            result += split(run, into: Array(new[next..<given]))
            (first, next) = (taken, given)
        }
        return result
    }

    private func merged(_ dimensions: ChannelLabels.Dimensions, sizes: [Int]) -> [Int]? {
        let place = dimensions.firstIndex { $0 != nil }
        guard let place, let kept = dimensions[place] else { return nil }
        labels.stay(Array(dimensions[(place + 1)...]))
        let outer = sizes[..<place].reduce(1, *)
        let inner = sizes[(place + 1)...].reduce(1, *)
        let block = kept.flatMap { Array(repeating: $0, count: inner) }
        return Array(repeatElement(block, count: outer).joined())
    }

    private func split(_ run: [Int]?, into sizes: [Int]) -> ChannelLabels.Dimensions {
        let none: ChannelLabels.Dimensions = sizes.map { _ in nil }
        guard let run, let place = sizes.firstIndex(where: { $0 > 1 }) else {
            labels.stay([run])
            return none
        }
        let inner = run.count / sizes[place]
        var result = none
        result[place] = (0..<sizes[place]).map { row in
            for offset in 1..<max(inner, 1) {
                labels.unite(run[row * inner], run[row * inner + offset])
            }
            return run[row * inner]
        }
        return result
    }
}
