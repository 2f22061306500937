import Torch

extension Tensor {
    /// Cosines between all rows, `[batch, batch]`, of vectors `[batch, width]`.
    func cosinesBetweenRows() throws(TorchError) -> Tensor {
        let unit = try withUnitLength(along: 1)
        return try unit.matrixProduct(with: unit.transposed(0, 1))
    }
}
