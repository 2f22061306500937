private let qrOperator = Operator("aten::linalg_qr")
private let diagonalOperator = Operator("aten::diagonal")
private let signOperator = Operator("aten::sign")

extension Initializer {
    /// A (semi-)orthogonal matrix; dimensions after the first count as columns (Saxe et al., 2014).
    public static func orthogonal(gain: Double = 1) -> Initializer {
        Initializer { tensor throws(TorchError) in
            guard tensor.rank >= 2 else {
                throw .engine(
                    operation: "orthogonal initialisation of \(tensor)",
                    message: "the weight needs at least two dimensions")
            }
            let count = tensor.elementCount
            guard count > 0 else { return }
            let rows = tensor.shape[0]
            let columns = count / rows
            let drawn = try Tensor.zeros([rows, columns], device: tensor.device)
            try Initializer.normal()(drawn)
            let isWide = rows < columns
            let factors = try qrOperator.tensors(
                .tensor(isWide ? drawn.transposed(0, 1) : drawn))
            // The signs of R's diagonal make Q uniform over all rotations (Mezzadri, 2007).
            let q = try factors[0] * signOperator(diagonalOperator(factors[1]))
            try tensor.copy(from: (isWide ? q.transposed(0, 1) : q).reshaped(tensor.shape))
            try tensor.multiply(inPlace: gain)
        }
    }
}
