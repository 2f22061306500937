/// How labels of channels go through operators: from a call to the dimensions of its results, nil where
/// the rule does not suit.
enum ChannelRules {
    typealias Rule = @Sendable (ChannelCall) -> [ChannelLabels.Dimensions]?

    static let all: [String: Rule] = {
        var rules: [String: Rule] = [:]
        for (name, rule) in layers + shapes + reductions { rules["aten::\(name)"] = rule }
        for name in elementwise { rules["aten::\(name)"] = meeting }
        for name in unchanged { rules["aten::\(name)"] = passing }
        return rules
    }()

    /// Operators whose tensors meet place by place.
    private static let elementwise = [
        "add", "addcmul", "bitwise_and", "bitwise_or", "clamp", "div", "eq", "ge", "gt", "le",
        "logical_and",
        "lt", "maximum", "minimum", "mul", "ne", "pow", "rsub", "sub", "where",
    ]

    /// Operators that give a tensor of the first's shape, each element for itself, or for each channel of
    /// a map by itself.
    private static let unchanged = [
        "abs", "adaptive_avg_pool1d", "adaptive_avg_pool2d", "adaptive_max_pool2d", "alias",
        "avg_pool1d", "avg_pool2d", "bitwise_not", "celu", "clamp_min", "clamp_max", "clone",
        "contiguous", "cos", "detach", "dropout", "elu", "empty_like", "erf", "exp",
        "feature_dropout",
        "full_like", "gelu", "hardsigmoid", "hardswish", "hardtanh", "leaky_relu", "lift_fresh",
        "log",
        "logical_not", "max_pool1d", "max_pool2d", "mish", "neg", "ones_like", "reciprocal", "relu",
        "relu6", "rsqrt", "sigmoid", "silu", "sin", "softplus", "sqrt", "square", "tanh", "to",
        "upsample_bilinear2d", "upsample_nearest2d", "zeros_like",
    ]

    private static let meeting: Rule = { call in
        let operands = call.node.operands.map {
            (call.labels.dimensions(of: $0), shape: call.labels.shape(of: $0))
        }
        return operands.isEmpty ? nil : [call.together(operands)]
    }

    /// Channels pass; sides of maps have no labels, so that pooling is no exception.
    private static let passing: Rule = { call in
        guard let input = call.dimensions(0), call.node.operands.count == 1 else { return nil }
        return call.node.results.map { _ in input }
    }
}
