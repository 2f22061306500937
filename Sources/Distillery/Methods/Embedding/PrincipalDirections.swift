import Torch

/// The directions in which vectors differ most: principal component analysis (Pearson, 1901).
enum PrincipalDirections {
    /// The first `count` directions of vectors `[n, width]` as rows of length 1, `[count, width]`, the
    /// one of the largest variance first.
    ///
    /// They are eigenvectors of `Σ (v_i − mean)(v_i − mean)ᵀ`, in double precision. The largest element
    /// of each is positive, as in scikit-learn, so that they are the same everywhere.
    static func of(_ vectors: Tensor, count: Int) throws(TorchError) -> Tensor {
        let vectors = try vectors.to(.float64)
        let centred = try vectors - vectors.mean(dimension: 0, keeping: true)
        let scatter = try centred.transposed(0, 1).matrixProduct(with: centred)
        let directions = try Tensor.symmetricEigen(of: scatter).vectors.transposed(0, 1)
            .flipped(dimensions: [0]).slice(dimension: 0, from: 0, to: count)
        let largest = try directions.absoluteValue().argmax(dimension: 1).unsqueezed(1)
        let positive = try directions.gather(dimension: 1, indices: largest).isGreater(than: 0)
        return try (directions * positive.choosing(1, otherwise: -1).to(.float64)).to(.float32)
    }
}
