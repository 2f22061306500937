#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Turns a picture about its middle against the clock, with bilinear interpolation.
///
/// As PIL's `rotate(angle, BILINEAR)`: pixels whose origin lies outside are 0, at the rim the
/// nearest samples are repeated.
func rotate(
    _ source: UnsafeBufferPointer<UInt8>, into target: UnsafeMutableBufferPointer<UInt8>,
    size: ImageSize, channels: Int, degrees: Double
) {
    let (width, height) = (size.width, size.height)
    let angle = -degrees * Double.pi / 180
    let (cosine, sine) = (cos(angle), sin(angle))
    let (middleX, middleY) = (Double(width) / 2, Double(height) / 2)
    for y in 0..<height {
        let down = Double(y) + 0.5 - middleY
        for x in 0..<width {
            let right = Double(x) + 0.5 - middleX
            let originX = cosine * right + sine * down + middleX
            let originY = -sine * right + cosine * down + middleY
            let pixel = (y * width + x) * channels
            let isInside =
                originX >= 0 && originX < Double(width) && originY >= 0 && originY < Double(height)
            guard isInside else {
                for channel in 0..<channels { target[pixel + channel] = 0 }
                continue
            }
            let left = (originX - 0.5).rounded(.down)
            let top = (originY - 0.5).rounded(.down)
            let (shareX, shareY) = (originX - 0.5 - left, originY - 0.5 - top)
            let x0 = max(0, Int(left))
            let x1 = min(width - 1, Int(left) + 1)
            let row0 = max(0, Int(top)) * width
            let row1 = min(height - 1, Int(top) + 1) * width
            for channel in 0..<channels {
                func sample(_ place: Int) -> Double { Double(source[place * channels + channel]) }
                let upper = sample(row0 + x0) * (1 - shareX) + sample(row0 + x1) * shareX
                let lower = sample(row1 + x0) * (1 - shareX) + sample(row1 + x1) * shareX
                target[pixel + channel] = UInt8(
                    (upper * (1 - shareY) + lower * shareY).rounded())
            }
        }
    }
}
