import Torch

extension Tensor {
    /// The largest number of half precision.
    private static let largestHalf = 65504.0

    /// Whether half precision has room for every element: above it there is none but infinity.
    func fitsHalfPrecision() throws(TorchError) -> Bool {
        guard knownScalarType?.isFloatingPoint == true, elementCount > 0 else { return false }
        return try detached().to(.float64).absoluteValue().maximum().item() <= Self.largestHalf
    }

    /// The elements in half precision; as they are where it has no room for them, or where they are
    /// whole numbers.
    func inHalfPrecision() throws(TorchError) -> Tensor {
        try fitsHalfPrecision() ? detached().to(.float16) : self
    }
}
