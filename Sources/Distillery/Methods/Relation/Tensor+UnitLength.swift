import Torch

extension Tensor {
    /// Vectors along a dimension at length 1.
    ///
    /// One of length 0 stays as it is and takes no gradient from its length: 0 divided by a small
    /// number would have a gradient of 10¹².
    func withUnitLength(along dimension: Int) throws(TorchError) -> Tensor {
        let length = try norm(dimensions: [dimension], keeping: true)
        return try self / (length + length.detached().equals(0).to(length.scalarType))
    }
}
