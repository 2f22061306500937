/// A picture in memory: 8 bits a sample, rows from the top, channels interleaved (HWC).
public struct Image: Sendable, Equatable {
    /// The number of samples in a row, a channel.
    public let width: Int
    /// The number of rows.
    public let height: Int
    /// 1 (grey) or 3 (red, green, blue).
    public let channels: Int
    /// `height × width × channels` samples.
    public var pixels: [UInt8]

    /// A picture of given samples.
    ///
    /// - Precondition: `pixels` holds `height × width × channels` samples of 1 or 3 channels.
    public init(width: Int, height: Int, channels: Int, pixels: [UInt8]) {
        precondition(width > 0 && height > 0, "a picture has at least one pixel")
        precondition(channels == 1 || channels == 3, "a picture has 1 or 3 channels")
        precondition(pixels.count == width * height * channels, "the samples fill the picture")
        self.width = width
        self.height = height
        self.channels = channels
        self.pixels = pixels
    }
}

extension Image {
    public var size: ImageSize { ImageSize(width: width, height: height) }

    /// The same picture with another number of channels.
    ///
    /// Colour becomes grey by the luma weights of ITU-R 601 in 16-bit fixed point, as PIL
    /// does; grey becomes colour by three equal channels.
    public func converted(toChannels wanted: Int) -> Image {
        guard wanted != channels else { return self }
        let count = width * height
        let converted = [UInt8](unsafeUninitializedCapacity: count * wanted) { target, filled in
            if wanted == 1 {
                for pixel in 0..<count {
                    target[pixel] = luma(
                        pixels[3 * pixel], pixels[3 * pixel + 1], pixels[3 * pixel + 2])
                }
            } else {
                for pixel in 0..<count {
                    target[3 * pixel] = pixels[pixel]
                    target[3 * pixel + 1] = pixels[pixel]
                    target[3 * pixel + 2] = pixels[pixel]
                }
            }
            filled = count * wanted
        }
        return Image(width: width, height: height, channels: wanted, pixels: converted)
    }
}

@inline(__always)
func luma(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt8 {
    let sum = UInt32(red) * 19595 + UInt32(green) * 38470 + UInt32(blue) * 7471 + 0x8000
    return UInt8(truncatingIfNeeded: sum >> 16)
}
