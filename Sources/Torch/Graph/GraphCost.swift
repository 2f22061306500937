/// What a graph costs to keep and to run, from the shapes it was traced with.
///
/// Multiply-adds follow the literature's convention (see `MultiplyAdds`): torchvision states
/// 1.814 · 10⁹ for `resnet18`.
public struct GraphCost: Sendable, Equatable {
    /// Elements of all parameters that take part; a parameter used twice counts once.
    public var parameters: Int
    /// Multiplications with their additions for one example.
    public var multiplyAdds: Int
    /// The most bytes that values take at one time, for one example.
    ///
    /// Inputs count until their last use, results from their node on, views as part of what they
    /// show. Weights are not in it, nor an operator's own scratch memory.
    public var peakActivationBytes: Int
    /// The work by operator, most first.
    public var operators: [Work]
    /// Operators that the multiply-adds lack, for want of a rule.
    public var uncounted: [String]

    /// The calls of one operator.
    public struct Work: Sendable, Equatable {
        /// The schema's name, as `aten::conv2d`.
        public var name: String
        public var calls: Int
        /// For one example; `nil` when there is no rule.
        public var multiplyAdds: Int?
    }
}

extension Graph {
    /// Parameters, multiply-adds and memory for one example.
    public var cost: GraphCost {
        var work: [String: GraphCost.Work] = [:]
        for node in nodes {
            let name = node.operation.name
            var sum = work[name] ?? .init(name: name, calls: 0, multiplyAdds: 0)
            let count = MultiplyAdds.count(of: node, in: self)
            sum.multiplyAdds = sum.multiplyAdds.flatMap { total in count.map { total + $0 } }
            sum.calls += 1
            work[name] = sum
        }
        let total = work.values.compactMap(\.multiplyAdds).reduce(0, +)
        let operators = work.values.map { sum in
            var sum = sum
            sum.multiplyAdds = sum.multiplyAdds.map { $0 / batchSize }
            return sum
        }
        return GraphCost(
            parameters: parameterPaths.reduce(0) { $0 + (weights[$1]?.elementCount ?? 0) },
            multiplyAdds: total / batchSize,
            peakActivationBytes: ActivationMemory.peak(of: self) / batchSize,
            operators: operators.sorted {
                ($1.multiplyAdds ?? 0, $0.name) < ($0.multiplyAdds ?? 0, $1.name)
            },
            uncounted: operators.filter { $0.multiplyAdds == nil }.map(\.name).sorted())
    }

    /// Multiply-adds of one node for one example; `nil` when there is no rule for its operator.
    public func multiplyAdds(of node: Node) -> Int? {
        MultiplyAdds.count(of: node, in: self).map { $0 / batchSize }
    }

    /// How many examples were traced: the first dimension of the first input.
    public var batchSize: Int { max(inputs.first.flatMap { types[$0]?.shape.first } ?? 1, 1) }
}
