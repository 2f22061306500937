import Torch

extension OnnxOperators {
    static let recurrence: [String: Conversion] = ["LSTM": longShortTermMemory]

    /// ONNX lists gates as input, output, forget, cell; the engine as input, forget, cell, output.
    private static let gateOrder = [0, 2, 3, 1]

    private static func longShortTermMemory(_ call: OnnxCall) throws -> [Graph.Operand] {
        let direction = call.text("direction", "forward")
        let directions = direction == "bidirectional" ? 2 : 1
        try requirePlain(call)
        let isBatchFirst = call.flag("layout")
        let shape = try call.example(2).shape
        guard shape.count == 3, shape[0] == directions, shape[1] == 4 * shape[2] else {
            throw OnnxProblem("recurrent weights of \(shape)")
        }
        var input = try call.input(0)
        let time = isBatchFirst ? 1 : 0
        if direction == "reverse" {
            input = try call("flip", .tensor(input), .integers([time]))
        }
        var weights: [Graph.Operand] = []
        for index in 0..<directions {
            for place in [1, 2] { weights.append(try gates(call, call.input(place), index)) }
            guard let biases = call.optional(3) else { continue }
            let halves = try call.results(
                of: "chunk", [.tensor(biases), .integer(2), .integer(1)])
            for half in halves { weights.append(try gates(call, half, index)) }
        }
        let states = try [5, 6].map { place in
            try state(call, place, of: input, sizes: [directions, -1, shape[2]], isBatchFirst)
        }
        let results = try call.results(
            of: "lstm.input",
            [
                .tensor(input), .tensors(states), .tensors(weights),
                .bool(call.optional(3) != nil), .integer(1), .real(0), .bool(false),
                .bool(directions == 2), .bool(isBatchFirst),
            ])
        return try arranged(
            call, results, directions: directions, isBatchFirst, isReversed: direction == "reverse")
    }

    /// Refuses what the engine's network does not have.
    private static func requirePlain(_ call: OnnxCall) throws {
        let functions = call.attribute("activations")?.strings.map {
            String(decoding: $0, as: UTF8.self)
        }
        let usual = ["Sigmoid", "Tanh", "Tanh"]
        let isUsual = functions.map { $0 == usual || $0 == usual + usual } ?? true
        guard isUsual, call.attribute("clip") == nil, !call.flag("input_forget"),
            call.optional(7) == nil
        else { throw OnnxProblem("other activations, clip, input_forget, peepholes are not read") }
        guard call.optional(4) == nil else {
            throw OnnxProblem("lengths of sequences are not read; export it without them")
        }
    }

    /// One direction's weights `[4 · hidden, …]` in the engine's order.
    private static func gates(
        _ call: OnnxCall, _ weights: Graph.Operand, _ direction: Int
    ) throws -> Graph.Operand {
        let own = try call("select.int", .tensor(weights), .integer(0), .integer(direction))
        let parts = try call.results(of: "chunk", [.tensor(own), .integer(4), .integer(0)])
        return try call("cat", .tensors(gateOrder.map { parts[$0] }), .integer(0))
    }

    /// The state that it begins with, `[directions, batch, hidden]`: an input, or zeros.
    private static func state(
        _ call: OnnxCall, _ place: Int, of input: Graph.Operand, sizes: [Int], _ isBatchFirst: Bool
    ) throws -> Graph.Operand {
        if let given = call.optional(place) {
            return isBatchFirst
                ? try call("transpose.int", .tensor(given), .integer(0), .integer(1)) : given
        }
        let first = try call(
            "slice.Tensor", .tensor(input), .integer(2), .integer(0), .integer(1))
        let step = try call(
            "slice.Tensor", .tensor(first), .integer(isBatchFirst ? 1 : 0), .integer(0), .integer(1)
        )
        let batch = try call("reshape", .tensor(step), .integers([1, -1, 1]))
        let zeros = try call("zeros_like", .tensor(batch))
        return try call("expand", .tensor(zeros), .integers(sizes))
    }

    /// The engine's `[time, batch, directions · hidden]` and its states as ONNX lays them out.
    private static func arranged(
        _ call: OnnxCall, _ results: [Graph.Operand], directions: Int, _ isBatchFirst: Bool,
        isReversed: Bool
    ) throws -> [Graph.Operand] {
        guard results.count == 3 else { throw OnnxProblem("it gave \(results.count) results") }
        var steps = results[0]
        if isReversed {
            steps = try call("flip", .tensor(steps), .integers([isBatchFirst ? 1 : 0]))
        }
        steps = try call(
            "unflatten.int", .tensor(steps), .integer(2), .integers([directions, -1]))
        let states = try results[1...].map { state in
            isBatchFirst
                ? try call("transpose.int", .tensor(state), .integer(0), .integer(1)) : state
        }
        if !isBatchFirst {
            steps = try call("transpose.int", .tensor(steps), .integer(1), .integer(2))
        }
        return [steps] + states
    }
}
