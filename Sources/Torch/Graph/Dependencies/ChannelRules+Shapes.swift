extension ChannelRules {
    static let shapes: [(String, Rule)] = [
        ("reshape", reshape), ("view", reshape), ("flatten", flatten), ("unflatten", unflatten),
        ("expand", expand), ("expand_as", expandAs), ("permute", permute), ("transpose", transpose),
        ("unsqueeze", unsqueeze), ("squeeze", squeeze), ("select", select), ("slice", slice),
        ("chunk", chunk), ("cat", concatenation), ("stack", stack), ("pad", padding),
        ("constant_pad_nd", padding), ("channel_shuffle", shuffle),
    ]

    private static let reshape: Rule = { call in
        guard let sizes = call.integers(1), let result = flatten(call) else { return nil }
        for (place, size) in sizes.enumerated() where size != -1 {
            call.note(1, entry: place, counts: result[0][place])
        }
        return result
    }

    private static let flatten: Rule = { call in
        guard let input = call.dimensions(0), let old = call.shape(0), let new = call.resultShape
        else { return nil }
        return call.reshaped(input, from: old, to: new).map { [$0] }
    }

    private static let unflatten: Rule = { call in
        guard let old = call.shape(0), let dimension = call.dimension(1, of: old.count),
            let sizes = call.integers(2), let result = flatten(call)
        else { return nil }
        for (place, size) in sizes.enumerated() where size != -1 {
            call.note(2, entry: place, counts: result[0][dimension + place])
        }
        return result
    }

    private static let expand: Rule = { call in
        guard let input = call.dimensions(0), let shape = call.shape(0),
            let sizes = call.integers(1), sizes.count >= input.count
        else { return nil }
        let added = sizes.count - input.count
        let result: ChannelLabels.Dimensions = sizes.indices.map { place in
            place < added || shape[place - added] == 1 ? nil : input[place - added]
        }
        for (place, size) in sizes.enumerated() where size != -1 {
            call.note(1, entry: place, counts: result[place])
        }
        return [result]
    }

    private static let expandAs: Rule = { call in
        guard let input = call.dimensions(0), let shape = call.shape(0),
            let other = call.dimensions(1), let otherShape = call.shape(1)
        else { return nil }
        return [call.together([(input, shape: shape), (other, shape: otherShape)])]
    }

    private static let permute: Rule = { call in
        guard let input = call.dimensions(0), let order = call.integers(1),
            order.count == input.count
        else { return nil }
        return [order.map { input[$0 < 0 ? $0 + input.count : $0] }]
    }

    private static let transpose: Rule = { call in
        guard var input = call.dimensions(0), let one = call.dimension(1, of: input.count),
            let other = call.dimension(2, of: input.count)
        else { return nil }
        input.swapAt(one, other)
        return [input]
    }

    private static let unsqueeze: Rule = { call in
        guard var input = call.dimensions(0), let place = call.dimension(1, of: input.count + 1)
        else { return nil }
        input.insert(nil, at: place)
        return [input]
    }

    private static let squeeze: Rule = { call in
        guard var input = call.dimensions(0), let shape = call.shape(0),
            let place = call.dimension(1, of: input.count)
        else { return nil }
        if shape[place] == 1 { input.remove(at: place) }
        return [input]
    }

    private static let select: Rule = { call in
        guard var input = call.dimensions(0), let place = call.dimension(1, of: input.count)
        else { return nil }
        call.labels.stay([input.remove(at: place)])
        return [input]
    }

    private static let slice: Rule = { call in
        guard var input = call.dimensions(0), let shape = call.shape(0),
            let place = call.dimension(1, of: input.count, 0)
        else { return nil }
        guard let labels = input[place] else { return [input] }
        guard call.integer(4, 1) == 1 else { return nil }
        let size = shape[place]
        func bound(_ argument: Int, _ usual: Int) -> Int {
            let number = call.integer(argument, usual) ?? usual
            return min(max(number < 0 ? number + size : number, 0), size)
        }
        let (start, end) = (bound(2, 0), bound(3, size))
        guard start < end else { return nil }
        if start > 0 { call.note(2, counts: Array(labels[..<start])) }
        if end < size { call.note(3, counts: Array(labels[..<end])) }
        input[place] = Array(labels[start..<end])
        return [input]
    }

    /// Parts of one size, which they keep.
    private static let chunk: Rule = { call in
        guard let input = call.dimensions(0), let parts = call.integer(1),
            let place = call.dimension(2, of: input.count, 0)
        else { return nil }
        guard let labels = input[place] else { return call.node.results.map { _ in input } }
        guard labels.count % parts == 0 else { return nil }
        call.labels.tie(labels, parts: parts)
        let size = labels.count / parts
        return (0..<parts).map { part in
            var piece = input
            piece[place] = Array(labels[part * size..<(part + 1) * size])
            return piece
        }
    }

    private static let concatenation: Rule = { call in
        let operands = call.node.argument(0).operands
        let pieces = operands.map(call.labels.dimensions)
        let shapes = operands.map(call.labels.shape)
        guard var result = pieces.first, let place = call.dimension(1, of: result.count, 0),
            pieces.allSatisfy({ $0.count == result.count })
        else { return nil }
        for other in pieces.dropFirst() {
            for dimension in result.indices where dimension != place {
                result[dimension] = call.labels.unite(result[dimension], other[dimension])
            }
        }
        let isLabelled = pieces.contains { $0[place] != nil }
        result[place] =
            isLabelled
            ? zip(pieces, shapes).flatMap { piece, shape in
                piece[place] ?? Array(repeating: ChannelLabels.staying, count: shape[place])
            } : nil
        return [result]
    }

    private static let stack: Rule = { call in
        let pieces = call.node.argument(0).operands.map(call.labels.dimensions)
        guard var result = pieces.first, let place = call.dimension(1, of: result.count + 1, 0)
        else { return nil }
        for other in pieces.dropFirst() {
            for dimension in result.indices {
                result[dimension] = call.labels.unite(result[dimension], other[dimension])
            }
        }
        result.insert(nil, at: place)
        return [result]
    }

    // pad(input, amounts before and after, from the last dimension on): what is added can go.
    private static let padding: Rule = { call in
        guard var input = call.dimensions(0), let amounts = call.integers(1) else { return nil }
        for pair in 0..<amounts.count / 2 {
            let place = input.count - 1 - pair
            guard place >= 0 else { return nil }
            guard let labels = input[place] else { continue }
            guard amounts[2 * pair] >= 0, amounts[2 * pair + 1] >= 0 else { return nil }
            let before = call.labels.fresh(amounts[2 * pair])
            let after = call.labels.fresh(amounts[2 * pair + 1])
            call.note(1, entry: 2 * pair, counts: before)
            call.note(1, entry: 2 * pair + 1, counts: after)
            input[place] = before + labels + after
        }
        return [input]
    }

    /// Channels dealt out: place (a, b) of groups × the rest becomes (b, a).
    private static let shuffle: Rule = { call in
        guard var input = call.dimensions(0), let groups = call.integer(1), input.count > 1,
            groups > 0
        else { return nil }
        guard let labels = input[1] else { return [input] }
        call.labels.tie(labels, parts: groups)
        let size = labels.count / groups
        input[1] = labels.indices.map { labels[$0 % groups * size + $0 / groups] }
        return [input]
    }
}
