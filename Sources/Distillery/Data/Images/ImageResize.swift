/// Bilinear resizing that averages over all the pixels it shrinks (antialiased).
///
/// The result is PIL's `resize(BILINEAR)` and torchvision's `resize(antialias=True)` on 8-bit
/// pictures, to the bit: a triangle filter as wide as the scale, weights in 22-bit fixed point,
/// columns first, then rows, each rounded to 8 bits. Keeps its buffers: have one a thread.
public final class ImageResize {
    private var columns = ResizeWeights()
    private var rows = ResizeWeights()
    private var between: [UInt8] = []

    public init() {}

    /// A part of a picture (all of it where none is given) at another size.
    public func resize(_ image: Image, region: PixelBox? = nil, to size: ImageSize) -> Image {
        let region = region ?? PixelBox(image.size)
        guard region != PixelBox(image.size) || size != image.size else { return image }
        let count = size.width * size.height * image.channels
        let pixels = [UInt8](unsafeUninitializedCapacity: count) { target, filled in
            image.pixels.withUnsafeBufferPointer { source in
                resize(
                    source, width: image.width, channels: image.channels, region: region,
                    to: size, into: target)
            }
            filled = count
        }
        return Image(
            width: size.width, height: size.height, channels: image.channels, pixels: pixels)
    }

    /// The same, from samples of a picture `width` pixels wide into memory of the caller.
    func resize(
        _ source: UnsafeBufferPointer<UInt8>, width: Int, channels: Int, region: PixelBox,
        to size: ImageSize, into target: UnsafeMutableBufferPointer<UInt8>
    ) {
        precondition(region.width > 0 && region.height > 0 && size.width > 0 && size.height > 0)
        precondition(region.x >= 0 && region.y >= 0 && region.x + region.width <= width)
        precondition((region.y + region.height) * width * channels <= source.count)
        columns.prepare(from: region.width, to: size.width)
        rows.prepare(from: region.height, to: size.height)
        let stride = size.width * channels
        if between.count < region.height * stride {
            between = [UInt8](repeating: 0, count: region.height * stride)
        }
        between.withUnsafeMutableBufferPointer { between in
            for y in 0..<region.height {
                let row = ((region.y + y) * width + region.x) * channels
                columns.mixColumns(
                    UnsafeBufferPointer(rebasing: source[row..<row + region.width * channels]),
                    channels: channels,
                    into: UnsafeMutableBufferPointer(
                        rebasing: between[y * stride..<(y + 1) * stride]))
            }
            rows.mixRows(UnsafeBufferPointer(between), stride: stride, into: target)
        }
    }
}

extension ImageResize {
    /// The largest centred part with the shape of `size`, resized to it: the shorter side fits,
    /// the longer is cropped.
    public func fill(_ image: Image, size: ImageSize) -> Image {
        resize(image, region: PixelBox(centredIn: image.size, shapedAs: size), to: size)
    }
}
