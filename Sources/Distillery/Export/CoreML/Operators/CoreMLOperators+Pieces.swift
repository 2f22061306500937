import Torch

extension CoreMLOperators {
    static let pieces: [String: Conversion] = [
        "cat": one { call in
            let parts = try call.tensors(0).map { try call.cast($0, to: call.type()) }
            let dimension = try call.given.dimension(1, of: call.shape().count, 0)
            return try call.add(
                "concat",
                [
                    "values": .variables(parts), "axis": .integer(dimension),
                    "interleave": .flag(false),
                ])
        },
        "stack": one { call in
            let parts = try call.tensors(0).map { try call.cast($0, to: call.type()) }
            let dimension = try call.given.dimension(1, of: call.shape().count, 0)
            return try call.add(
                "stack", ["values": .variables(parts), "axis": .integer(dimension)])
        },
        "chunk": { call in try parts(call, along: 2) },
        "split": { call in try parts(call, along: 2) },
        "split_with_sizes": { call in try parts(call, along: 2) },
        "pad": one { call in
            guard call.given.text(2, "constant") == "constant" else {
                throw call.given.refusal("padding with a constant is written")
            }
            // Pairs from the last dimension backwards become pairs from the front.
            let amounts = try call.given.integers(1)
            guard amounts.allSatisfy({ $0 >= 0 }) else {
                throw call.given.refusal("amounts below 0 cut off: \(amounts)")
            }
            let pairs = stride(from: 0, to: amounts.count, by: 2).map {
                [amounts[$0], amounts[$0 + 1]]
            }
            let input = try call.tensor(0)
            return try call.add(
                "pad",
                [
                    "x": .variable(input), "pad": .integers(pairs.reversed().flatMap { $0 }),
                    "mode": .text("constant"),
                    "constant_val": .real(call.given.real(3, 0), input.type),
                ])
        },
    ]

    /// The parts' sizes are those of the results.
    private static func parts(_ call: CoreMLCall, along index: Int) throws -> [CoreMLVariable] {
        let input = try call.tensor(0)
        let dimension = try call.given.dimension(index, of: input.rank, 0)
        let shapes = call.given.node.results.indices.map { call.shape($0) }
        let results = shapes.map { shape in
            CoreMLVariable(name: call.program.freeName("part"), type: input.type, shape: shape)
        }
        call.program.add(
            "split",
            [
                "x": .variable(input),
                "split_sizes": .integers(try shapes.map { try call.size($0[dimension]) }),
                "axis": .integer(dimension),
            ], results: results)
        return results
    }
}
