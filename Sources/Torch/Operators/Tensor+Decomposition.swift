private let symmetricEigenOperator = Operator("aten::linalg_eigh")

extension Tensor {
    /// Eigenvalues `[n]`, the smallest first, and eigenvectors of length 1 in the columns of `[n, n]`.
    ///
    /// - Parameter matrix: `[n, n]`, symmetric; only its lower half is read.
    public static func symmetricEigen(
        of matrix: Tensor
    ) throws(TorchError) -> (values: Tensor, vectors: Tensor) {
        let results = try symmetricEigenOperator.tensors(.tensor(matrix), .string("L"))
        return (results[0], results[1])
    }
}
