import Torch

extension OnnxOperators {
    static let pieces: [String: Conversion] = [
        "Concat": one { call in
            let operands = try call.inputs.indices.map { try call.input($0) }
            return try call("cat", .tensors(operands), .integer(call.integer("axis", 0)))
        },
        "Split": split, "Slice": one(slice), "Pad": one(pad), "Tile": one(tile),
        "Resize": one(resize),
    ]

    private static func split(_ call: OnnxCall) throws -> [Graph.Operand] {
        let axis = Graph.Argument.integer(call.integer("axis", 0))
        if let sizes = try call.integers("split", orInput: 1) {
            return try call.results(
                of: "split_with_sizes", [call.tensor(0), .integers(sizes), axis])
        }
        return try call.results(
            of: "chunk", [call.tensor(0), .integer(call.node.output.count), axis])
    }

    private static func slice(_ call: OnnxCall) throws -> Graph.Operand {
        let count = try call.example(1).elementCount
        let axes = try call.constants(3) ?? Array(0..<count)
        let steps = try call.constants(4) ?? [Int](repeating: 1, count: count)
        guard axes.count == count, steps.count == count else {
            throw OnnxProblem("\(count) starts, \(axes.count) axes and \(steps.count) steps")
        }
        let (starts, ends) = (try call.input(1), try call.input(2))
        var result = try call.input(0)
        for (place, axis) in axes.enumerated() {
            if steps[place] == -1, try isWhole(call, place) {
                result = try call("flip", .tensor(result), .integers([axis]))
                continue
            }
            guard steps[place] > 0 else { throw OnnxProblem("a step of \(steps[place])") }
            result = try call(
                "slice.Tensor", .tensor(result), .integer(axis), call.size(starts, place),
                call.size(ends, place), .integer(steps[place]))
        }
        return result
    }

    /// Whether a piece that is taken backwards is all there is.
    private static func isWhole(_ call: OnnxCall, _ place: Int) throws -> Bool {
        guard let start = try call.constants(1)?[place], let end = try call.constants(2)?[place]
        else { return false }
        return start == -1 && end <= -Int(Int32.max)
    }

    private static func pad(_ call: OnnxCall) throws -> Graph.Operand {
        let rank = try call.rank(0)
        guard let pads = try call.constants(1),
            case let axes = try call.constants(3)?.map({ $0 < 0 ? $0 + rank : $0 })
                ?? Array(0..<rank), pads.count == 2 * axes.count,
            axes.allSatisfy((0..<rank).contains), pads.allSatisfy({ abs($0) <= 4096 })
        else { throw OnnxProblem("its pads do not fit \(try call.example(0))") }
        // The engine lists the last dimension first.
        var amounts = [Int](repeating: 0, count: 2 * rank)
        for (place, axis) in axes.enumerated() {
            amounts[2 * (rank - 1 - axis)] = pads[place]
            amounts[2 * (rank - 1 - axis) + 1] = pads[place + axes.count]
        }
        while amounts.count > 2, amounts.suffix(2) == [0, 0] { amounts.removeLast(2) }
        let modes = ["constant": "constant", "reflect": "reflect", "edge": "replicate"]
        guard let mode = modes[call.text("mode", "constant")] else {
            throw OnnxProblem("mode \(call.text("mode", "")) is not read")
        }
        guard mode == "constant" else {
            return try call("pad", call.tensor(0), .integers(amounts), .string(mode))
        }
        let value = call.optional(2) == nil ? 0 : try call.constantNumber(2)
        guard let value else { throw OnnxProblem("what it pads with is computed") }
        return try call(
            "constant_pad_nd", call.tensor(0), .integers(amounts),
            call.example(0).scalarType.isFloatingPoint ? .real(value) : .integer(Int(value)))
    }

    private static func tile(_ call: OnnxCall) throws -> Graph.Operand {
        try call("repeat", call.tensor(0), call.sizes(call.input(1)))
    }

    /// Maps made larger or smaller: nearest as PyTorch exports it, or linear.
    private static func resize(_ call: OnnxCall) throws -> Graph.Operand {
        guard try call.rank(0) == 4 else { throw OnnxProblem("only maps [N, C, H, W] are read") }
        let place = call.text("coordinate_transformation_mode", "half_pixel")
        let (size, factors) = try newSize(call)
        switch call.text("mode", "nearest") {
        case "nearest"
        where place == "asymmetric" && call.text("nearest_mode", "") == "floor":
            return try call("upsample_nearest2d.vec", call.tensor(0), size, factors)
        case "linear" where ["half_pixel", "pytorch_half_pixel", "align_corners"].contains(place):
            return try call(
                "upsample_bilinear2d.vec", call.tensor(0), size, .bool(place == "align_corners"),
                factors)
        case let mode:
            throw OnnxProblem("mode \(mode) with \(place) is not read")
        }
    }

    private static func newSize(
        _ call: OnnxCall
    ) throws -> (size: Graph.Argument, factors: Graph.Argument) {
        guard call.optional(3) == nil else {
            let places = try call(
                "slice.Tensor", call.tensor(3), .integer(0), .integer(2), .none)
            return (try call.sizes(places), .none)
        }
        guard let scales = call.optional(2), scales.weight != nil,
            case let factors = try call.builder.example(of: scales).floats().map(Double.init),
            factors.count == 4, factors[0] == 1, factors[1] == 1,
            factors.allSatisfy({ $0 > 0 && $0 <= 64 })
        else { throw OnnxProblem("its scales are not read") }
        return (.none, .reals(Array(factors.suffix(2))))
    }
}
