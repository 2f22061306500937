extension ChannelRules {
    static let layers: [(String, Rule)] = [
        ("conv1d", convolution), ("conv2d", convolution), ("conv3d", convolution),
        ("conv_transpose1d", transposed), ("conv_transpose2d", transposed),
        ("linear", linear), ("matmul", product), ("bmm", product), ("embedding", embedding),
        ("scaled_dot_product_attention", attention),
        ("batch_norm", batchNorm), ("layer_norm", layerNorm), ("group_norm", groupNorm),
    ]

    // conv(input, weight `[out, in / groups, …]`, bias, stride, padding, dilation, groups)
    private static let convolution: Rule = { call in
        guard var input = call.dimensions(0), let weight = call.dimensions(1),
            let shape = call.shape(1), let groups = call.integer(6, 1)
        else { return nil }
        let channel = input.count - shape.count + 1
        guard input.indices.contains(channel), groups > 0 else { return nil }
        call.labels.stay(Array(weight.dropFirst(2)))
        if groups == 1 {
            call.labels.unite(input[channel], weight[1])
        } else if shape[1] == 1 {
            depthwise(call, input[channel], weight[0], groups: groups)
        } else {
            call.labels.tie(weight[0], parts: groups)
            call.labels.tie(input[channel], parts: groups)
            call.labels.unite(input[channel].map { Array($0.prefix(shape[1])) }, weight[1])
        }
        if let bias = call.dimensions(2) { call.labels.unite(weight[0], bias[0]) }
        input[channel] = weight[0]
        return [input]
    }

    /// Each channel has its own filters.
    private static func depthwise(
        _ call: ChannelCall, _ input: [Int]?, _ output: [Int]?, groups: Int
    ) {
        guard let input, let output, input.count == groups, output.count % groups == 0 else {
            return call.labels.stay([input, output])
        }
        let filters = output.count / groups
        for (place, label) in output.enumerated() {
            call.labels.unite(input[place / filters], label)
        }
        call.note(6, counts: input)
    }

    // conv_transpose(input, weight `[in, out / groups, …]`, bias, stride, padding, output padding, groups)
    private static let transposed: Rule = { call in
        guard var input = call.dimensions(0), let weight = call.dimensions(1),
            call.integer(6, 1) == 1
        else { return nil }
        let channel = input.count - weight.count + 1
        guard input.indices.contains(channel) else { return nil }
        call.labels.stay(Array(weight.dropFirst(2)))
        call.labels.unite(input[channel], weight[0])
        if let bias = call.dimensions(2) { call.labels.unite(weight[1], bias[0]) }
        input[channel] = weight[1]
        return [input]
    }

    // linear(input `[…, in]`, weight `[out, in]`, bias)
    private static let linear: Rule = { call in
        guard let input = call.dimensions(0), let weight = call.dimensions(1), weight.count == 2
        else { return nil }
        call.labels.unite(input.last ?? nil, weight[1])
        if let bias = call.dimensions(2) { call.labels.unite(weight[0], bias[0]) }
        return [input.dropLast() + [weight[0]]]
    }

    // `[…, n, k]` by `[…, k, m]`
    private static let product: Rule = { call in
        guard let left = call.dimensions(0), let right = call.dimensions(1),
            let shapes = call.shape(0).flatMap({ left in call.shape(1).map { (left, $0) } }),
            left.count >= 2, right.count >= 2
        else { return nil }
        call.labels.unite(left[left.count - 1], right[right.count - 2])
        let leading = call.together([
            (Array(left.dropLast(2)), shape: Array(shapes.0.dropLast(2))),
            (Array(right.dropLast(2)), shape: Array(shapes.1.dropLast(2))),
        ])
        return [leading + [left[left.count - 2], right[right.count - 1]]]
    }

    // attention(queries `[…, L, d]`, keys `[…, S, d]`, values `[…, S, e]`, mask)
    private static let attention: Rule = { call in
        let places = [0, 1, 2].compactMap { place in
            call.dimensions(place).flatMap { found in call.shape(place).map { (found, shape: $0) } }
        }
        guard places.count == 3, places.allSatisfy({ $0.0.count >= 2 }) else { return nil }
        let (queries, keys, values) = (places[0].0, places[1].0, places[2].0)
        let (length, width) = (queries.count - 2, queries.count - 1)
        call.labels.unite(queries[width], keys[keys.count - 1])
        call.labels.unite(keys[keys.count - 2], values[values.count - 2])
        var leading = places.map { (Array($0.0.dropLast(2)), shape: Array($0.shape.dropLast(2))) }
        if let mask = call.dimensions(3), let shape = call.shape(3) {
            call.labels.stay(Array(mask.suffix(2)))
            leading.append((Array(mask.dropLast(2)), shape: Array(shape.dropLast(2))))
        }
        return [call.together(leading) + [queries[length], values[values.count - 1]]]
    }

    // embedding(weight `[words, width]`, indices)
    private static let embedding: Rule = { call in
        guard let weight = call.dimensions(0), let indices = call.dimensions(1), weight.count == 2
        else { return nil }
        call.labels.stay([weight[0]])
        return [indices + [weight[1]]]
    }

    // batch_norm(input, weight, bias, mean, variance)
    private static let batchNorm: Rule = { call in
        guard let input = call.dimensions(0), input.count >= 2 else { return nil }
        for place in 1...4 {
            if let weight = call.dimensions(place) { call.labels.unite(input[1], weight[0]) }
        }
        return [input]
    }

    // layer_norm(input, sizes, weight, bias)
    private static let layerNorm: Rule = { call in
        guard let input = call.dimensions(0), let sizes = call.integers(1),
            sizes.count <= input.count
        else { return nil }
        let first = input.count - sizes.count
        for place in sizes.indices {
            for weight in [call.dimensions(2), call.dimensions(3)].compactMap({ $0 }) {
                call.labels.unite(input[first + place], weight[place])
            }
            call.note(1, entry: place, counts: input[first + place])
        }
        return [input]
    }

    // group_norm(input, groups, weight, bias)
    private static let groupNorm: Rule = { call in
        guard let input = call.dimensions(0), input.count >= 2, let groups = call.integer(1)
        else { return nil }
        call.labels.tie(input[1], parts: groups)
        for weight in [call.dimensions(2), call.dimensions(3)].compactMap({ $0 }) {
            call.labels.unite(input[1], weight[0])
        }
        return [input]
    }
}
