import Torch

extension CoreMLOperators {
    static let recurrences: [String: Conversion] = ["lstm": recurrence]

    /// One layer in one direction; the program's computes in `float32` alone, and time comes first.
    private static let recurrence: Conversion = { call in
        let isWritten =
            try call.given.integer(4) == 1 && !call.given.flag(7) && call.given.flag(8)
        guard isWritten else {
            throw call.given.refusal(
                "a recurrence of one layer and direction, batch first, is written")
        }
        let input = try call.cast(call.tensor(0), to: .float32)
        let output = call.shape()
        let width = output[2]
        let states = try call.tensors(1).map { state in
            try call.reshape(call.cast(state, to: .float32), [1, width])
        }
        let gates = try Gates(call)
        let sequence = CoreMLVariable(
            name: call.program.freeName("lstm"), type: .float32, shape: [output[1], 1, width])
        let last = ["lstm_h", "lstm_c"].map { name in
            CoreMLVariable(
                name: call.program.freeName(name), type: .float32, shape: [1, width])
        }
        call.program.add(
            "lstm",
            [
                "x": .variable(try swapped(input, [input.shape[1], 1, input.shape[2]], call)),
                "initial_h": .variable(states[0]), "initial_c": .variable(states[1]),
                "weight_ih": .variable(gates.input), "weight_hh": .variable(gates.state),
                "bias": .variable(gates.bias), "direction": .text("forward"),
                "output_sequence": .flag(true), "recurrent_activation": .text("sigmoid"),
                "cell_activation": .text("tanh"), "activation": .text("tanh"),
            ], results: [sequence] + last)
        let results =
            try [swapped(sequence, output, call)]
            + last.map { try call.reshape($0, [1, 1, width]) }
        return try results.map { try call.cast($0, to: call.program.floating) }
    }

    private static func swapped(
        _ variable: CoreMLVariable, _ shape: [Int?], _ call: CoreMLCall
    ) throws -> CoreMLVariable {
        try call.add(
            "transpose", ["x": .variable(variable), "perm": .integers([1, 0, 2])],
            type: variable.type, shape: shape)
    }

    /// The weights with the gates in the program's order: input, forget, output, cell.
    ///
    /// The engine's is input, forget, cell, output, and it has two biases, which are only ever added.
    private struct Gates {
        let input: CoreMLVariable
        let state: CoreMLVariable
        let bias: CoreMLVariable

        init(_ call: CoreMLCall) throws {
            let operands = try call.given.operands(2)
            let weights = try operands.map(call.weight)
            func inOrder(_ tensor: Tensor) throws -> Tensor {
                let gates = try tensor.chunks(4, dimension: 0)
                return try .concatenated([gates[0], gates[1], gates[3], gates[2]])
            }
            func stated(_ tensor: Tensor, _ index: Int) throws -> CoreMLVariable {
                let name = operands[index].weight ?? "lstm"
                return try call.program.matrix(
                    inOrder(tensor), named: "\(name).gates", type: .float32)
            }
            input = try stated(weights[0], 0)
            state = try stated(weights[1], 1)
            bias =
                weights.count > 2
                ? try stated(weights[2] + weights[3], 2)
                : try call.program.matrix(
                    .zeros([weights[0].shape[0]]), named: "lstm.zeros", type: .float32)
        }
    }
}
