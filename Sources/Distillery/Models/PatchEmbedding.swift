import Foundation
import Torch

/// Cuts pictures into square patches and maps each one to a token.
///
/// `[N, channels, H, W]` to `[N, H / patch · W / patch, width]`, row by row. Name of parameters:
/// timm's.
final class PatchEmbedding: Layer {
    let proj: Conv2d
    private let imageSize: ImageSize

    init(
        channels: Int, imageSize: ImageSize, patch: Int, width: Int
    ) throws(TorchError) {
        proj = try Conv2d(channels, width, kernel: patch, stride: patch)
        self.imageSize = imageSize
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        guard input.shape.suffix(2) == [imageSize.height, imageSize.width] else {
            throw .engine(
                operation: "the patch embedding of \(input.shape)",
                message: "this network sees pictures of \(imageSize) alone")
        }
        return try proj(input).flattened(from: 2).transposed(1, 2)
    }
}

extension ModelConfiguration {
    /// The side of a vision transformer's patches: as asked for, or what suits the pictures.
    ///
    /// 16 pixels for large pictures; for small ones an eighth of their side, so that there are about
    /// 8×8 tokens (4 pixels of 32). Where patches of that side do not fill the picture, the
    /// nearest side that does.
    ///
    /// - Throws: `ModelError.invalidValue` where the patches asked for do not fill the picture, or
    ///   none do whose side is within a factor of two.
    func patchSide() throws(ModelError) -> Int {
        let (height, width) = (imageSize.height, imageSize.width)
        let filling = (1...max(1, min(height, width))).filter {
            height.isMultiple(of: $0) && width.isMultiple(of: $0)
        }
        if let patch {
            guard filling.contains(patch) else {
                let sides = filling.map(String.init).joined(separator: ", ")
                throw .invalidValue(
                    key: "patch", found: "\(patch)",
                    expected: "a divisor of both sides of \(imageSize) pictures: \(sides)")
            }
            return patch
        }
        let wanted = hasSmallImages ? Double(height * width).squareRoot() / 8 : 16
        func distance(_ side: Int) -> Double { abs(log2(Double(side) / wanted)) }
        guard let patch = filling.min(by: { distance($0) < distance($1) }), distance(patch) <= 1
        else {
            let near = max(8, Int(wanted.rounded()))
            throw .invalidValue(
                key: "imageSize", found: "\(imageSize)",
                expected: "one that patches of about \(Int(wanted.rounded())) pixels a side fill, "
                    + "a multiple of \(near) for instance, for '\(kind)'")
        }
        return patch
    }
}
