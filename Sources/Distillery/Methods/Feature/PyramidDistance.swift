import Torch

extension Tensor {
    /// The squared distance of two maps `[N, C, H, W]` on several scales (HCL of Chen et al., 2021).
    ///
    /// The mean square of the difference, and of its means over 4 × 4, 2 × 2 and 1 part where the map
    /// is higher than that, each at half the weight of the one before; over the sum of the weights.
    func pyramidDistance(to other: Tensor) throws(TorchError) -> Tensor {
        let difference = try self - other
        var distance = try difference.square().mean()
        var (weight, total) = (1.0, 1.0)
        // Means are linear: those of the difference are the difference of the means.
        for parts in [4, 2, 1] where parts < shape[2] {
            weight /= 2
            total += weight
            let coarse = try difference.adaptiveAveragePool2d([parts, parts]).square().mean()
            distance = try distance + coarse * weight
        }
        return total == 1 ? distance : try distance / total
    }
}
