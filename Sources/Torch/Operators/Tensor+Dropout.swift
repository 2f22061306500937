private let dropoutOperator = Operator("aten::dropout")
private let randomInPlace = Operator("aten::random_", overload: "from")
private let viewAsOperator = Operator("aten::view", overload: "dtype")
private let clampInPlace = Operator("aten::clamp_")
private let subtractInPlace = Operator("aten::sub_", overload: "Scalar")

extension Tensor {
    /// Zeroes elements with the given probability while training and scales the others up.
    ///
    /// On a CPU probabilities are whole 65,536ths: the engine's own operator draws its numbers one by one on
    /// a single thread, which takes several times as long.
    public func dropout(probability: Double, isTraining: Bool) throws(TorchError) -> Tensor {
        // The engine's drawing follows every layout in memory; this one is for plain rows.
        guard isTraining, probability > 0, probability < 1, device == .cpu, !isChannelsLast else {
            return try dropoutOperator(self, .real(probability), .bool(isTraining))
        }
        let noise = try withoutGradients { () throws(TorchError) in
            try Self.noise(probability: probability, shape: shape)
        }
        return try self * noise.to(scalarType)
    }

    /// 0 with the given probability, else what keeps the mean: `float32`, on the CPU.
    private static func noise(probability: Double, shape: [Int]) throws(TorchError) -> Tensor {
        let count = shape.reduce(1, *)
        // Each whole number of 64 bits serves four elements.
        let words = try randomInPlace(
            .empty([(count + 3) / 4], scalarType: .int64), .integer(.min), .none)
        let bits = try viewAsOperator(words, .scalarType(.int16))
        let noise = try bits.slice(dimension: 0, to: count).reshaped(shape).to(.float32)
        // The lowest of the numbers -32768 … 32767 that is kept. Cut to it and the one below, what is left
        // is the one or the other: this way every pass runs over whole vectors.
        let lowest = (probability * 65536).rounded() - 32768
        _ = try clampInPlace(noise, .real(lowest - 1), .real(lowest))
        _ = try subtractInPlace(noise, .real(lowest - 1))
        try noise.multiply(inPlace: 1 / (1 - probability))
        return noise
    }
}
