/// How many multiply-adds an operator takes, from the shapes of what it takes and gives.
///
/// The literature's convention, as of torchvision's published figures, fvcore and thop: products
/// of convolutions, linear layers, matrix products and attention count, one for each multiplication
/// with its addition; biases, normalisation, activations, pooling, element-wise arithmetic and
/// softmax count nothing. (fvcore reports batch norm in a column of its own.)
enum MultiplyAdds {
    /// The rule's answer; 0 for what the convention leaves out, `nil` for an operator without rule.
    static func count(of node: Graph.Node, in graph: Graph) -> Int? {
        if let rule = rules[node.operation.name] { return rule(node, graph) }
        return FreeOperators.contains(node.operation) ? 0 : nil
    }

    private typealias Rule = @Sendable (Graph.Node, Graph) -> Int?

    private static let rules: [String: Rule] = [
        "aten::conv1d": convolution(weight: 1),
        "aten::conv2d": convolution(weight: 1),
        "aten::conv3d": convolution(weight: 1),
        "aten::convolution": generalConvolution,
        "aten::_convolution": generalConvolution,
        "aten::mkldnn_convolution": convolution(weight: 1),
        "mkldnn::_convolution_pointwise": { node, graph in
            convolution(weight: node.operation.overload == "binary" ? 2 : 1)(node, graph)
        },
        "mkldnn::_convolution_pointwise_": convolution(weight: 2),
        "aten::conv_transpose1d": transposedConvolution,
        "aten::conv_transpose2d": transposedConvolution,
        "aten::conv_transpose3d": transposedConvolution,
        "aten::linear": product(of: 0),
        "aten::mm": product(of: 0),
        "aten::bmm": product(of: 0),
        "aten::mv": product(of: 0),
        "aten::dot": product(of: 0),
        "aten::matmul": product(of: 0),
        "aten::addmm": product(of: 1),
        "aten::addmv": product(of: 1),
        "aten::baddbmm": product(of: 1),
        "aten::addbmm": { node, graph in
            shape(node, 1, graph).map { $0.reduce(1, *) } * last(node, 2, graph)
        },
        "aten::scaled_dot_product_attention": attention,
        "aten::lstm": recurrence,
    ]

    /// Every output element is the sum over one filter.
    private static func convolution(weight: Int) -> Rule {
        { node, graph in
            guard let filters = shape(node, weight, graph) else { return nil }
            return result(node, graph) * filters.dropFirst().reduce(1, *)
        }
    }

    /// Every input element is multiplied with one filter.
    private static let transposedConvolution: Rule = { node, graph in
        guard let input = shape(node, 0, graph), let filters = shape(node, 1, graph) else {
            return nil
        }
        return input.reduce(1, *) * filters.dropFirst().reduce(1, *)
    }

    private static let generalConvolution: Rule = { node, graph in
        node.argument(6) == .bool(true)
            ? transposedConvolution(node, graph) : convolution(weight: 1)(node, graph)
    }

    /// Every output element is the sum over the last dimension of the operand at `index`.
    private static func product(of index: Int) -> Rule {
        { node, graph in result(node, graph) * last(node, index, graph) }
    }

    /// q · kᵀ and weights · v: L·S·d and L·S·e for each head; q is `[…, L, d]`, v `[…, S, e]`.
    private static let attention: Rule = { node, graph in
        guard let queries = shape(node, 0, graph), let values = shape(node, 2, graph),
            queries.count >= 2, values.count >= 2
        else { return nil }
        let width = queries[queries.count - 1] + values[values.count - 1]
        return queries.dropLast().reduce(1, *) * values[values.count - 2] * width
    }

    /// Each step of each example meets every element of the weight matrices once.
    private static let recurrence: Rule = { node, graph in
        guard let input = shape(node, 0, graph), case .bool(true) = node.argument(8) else {
            return nil
        }
        let matrices = node.argument(2).operands.compactMap { graph.type(of: $0)?.shape }
            .filter { $0.count == 2 }
        return input.dropLast().reduce(1, *) * matrices.reduce(0) { $0 + $1[0] * $1[1] }
    }

    private static func shape(_ node: Graph.Node, _ index: Int, _ graph: Graph) -> [Int]? {
        node.argument(index).operand.flatMap { graph.type(of: $0)?.shape }
    }

    private static func last(_ node: Graph.Node, _ index: Int, _ graph: Graph) -> Int? {
        shape(node, index, graph)?.last
    }

    private static func result(_ node: Graph.Node, _ graph: Graph) -> Int? {
        node.results.first.flatMap { graph.types[$0]?.elementCount }
    }
}

/// The product when both factors are known.
private func * (left: Int?, right: Int?) -> Int? {
    guard let left, let right else { return nil }
    return left * right
}
