import Torch

/// How whole numbers stand for real ones: real = scale · (whole − zero).
///
/// Scale and zero are one number, one for each place along an axis, or one for each block along it.
struct OnnxScale {
    let call: OnnxCall
    let scale: Graph.Operand
    /// Of the whole numbers' type; nil for zero.
    let zero: Graph.Operand?
    var axis = 1
    var block = 0

    /// Scale and zero as a node has them among its inputs.
    init(_ call: OnnxCall, scale: Int, zero: Int) throws {
        self.call = call
        self.scale = try call.input(scale)
        self.zero = call.optional(zero)
    }

    init(_ call: OnnxCall, scale: Graph.Operand, zero: Graph.Operand?) {
        (self.call, self.scale, self.zero) = (call, scale, zero)
    }

    /// Whole numbers as the real ones that they stand for, of the scale's type.
    func real(_ whole: Graph.Operand) throws -> Graph.Operand {
        let distance = try OnnxScale.distance(of: whole, from: spread(zero, over: whole), call)
        let type = try call.builder.example(of: scale).scalarType
        let real = try OnnxOperators.cast(distance, to: type, call)
        return try call("mul.Tensor", .tensor(real), spread(scale, over: whole))
    }

    /// Real numbers as the nearest whole ones, even ones where two are as near, within the limits of a type.
    func whole(
        _ real: Graph.Operand, as type: ScalarType, within limits: ClosedRange<Double>
    ) throws -> Graph.Operand {
        let real = try OnnxOperators.cast(real, to: .float32, call)
        let unit = try OnnxOperators.cast(scale, to: .float32, call)
        let steps = try call("div.Tensor", .tensor(real), spread(unit, over: real))
        return try settled(steps, as: type, within: limits)
    }

    /// Steps of the scale as whole numbers.
    func settled(
        _ steps: Graph.Operand, as type: ScalarType, within limits: ClosedRange<Double>
    ) throws -> Graph.Operand {
        var steps = try call("round", .tensor(steps))
        if let zero {
            let origin = try OnnxOperators.cast(zero, to: .float32, call)
            steps = try call("add.Tensor", .tensor(steps), spread(origin, over: steps))
        }
        let bounded = try call(
            "clamp", .tensor(steps), .real(limits.lowerBound), .real(limits.upperBound))
        return try OnnxOperators.cast(bounded, to: type, call)
    }

    /// Whole numbers without their zero, `int32`.
    static func distance(
        of whole: Graph.Operand, from zero: Graph.Argument, _ call: OnnxCall
    ) throws -> Graph.Operand {
        let whole = try OnnxOperators.cast(whole, to: .int32, call)
        guard case .tensor(let operand) = zero else { return whole }
        let origin = try OnnxOperators.cast(operand, to: .int32, call)
        return try call("sub.Tensor", .tensor(whole), .tensor(origin))
    }

    /// A scale or zero so that it is broadcast over a tensor; none for none.
    private func spread(
        _ parameter: Graph.Operand?, over operand: Graph.Operand
    ) throws -> Graph.Argument {
        guard let parameter else { return .none }
        let example = try call.builder.example(of: parameter)
        let shape = try call.builder.example(of: operand).shape
        let place = axis < 0 ? axis + shape.count : axis
        if example.rank == 0 { return .tensor(parameter) }
        if example.elementCount == 1 {
            return .tensor(try call("reshape", .tensor(parameter), .integers([])))
        }
        guard shape.indices.contains(place) else {
            throw OnnxProblem("scales along axis \(axis) of a tensor of \(shape)")
        }
        if example.rank == 1 {
            var sizes = [Int](repeating: 1, count: shape.count)
            sizes[place] = -1
            return .tensor(try call("reshape", .tensor(parameter), .integers(sizes)))
        }
        guard block > 0, example.rank == shape.count else {
            throw OnnxProblem("scales \(example.shape) for a tensor of \(shape)")
        }
        try call.requireMemory(example.shape + [block])
        let repeated = try call(
            "repeat_interleave.self_int", .tensor(parameter), .integer(block), .integer(place))
        return .tensor(
            try call(
                "slice.Tensor", .tensor(repeated), .integer(place), .integer(0),
                .integer(shape[place])))
    }
}
