import CPNG

/// Decodes PNG of any depth and kind through libpng's simplified interface.
///
/// Alpha is dropped, as PIL's `convert("RGB")` does: the colour below a transparent pixel
/// stays. Samples of 16 bits are taken as sRGB and become 8 bits.
func decodePNG(
    _ bytes: UnsafeBufferPointer<UInt8>, channels: Int, pixelLimit: Int
) throws(ImageError) -> Image {
    var png = png_image()
    png.version = png_uint_32(PNG_IMAGE_VERSION)
    defer { png_image_free(&png) }
    guard png_image_begin_read_from_memory(&png, bytes.baseAddress, bytes.count) != 0 else {
        throw .damaged(format: "PNG", message: message(of: png))
    }
    let width = Int(png.width)
    let height = Int(png.height)
    // Both fit 31 bits, so that the product cannot overflow.
    guard width > 0, height > 0, width * height <= pixelLimit else {
        throw .tooLarge(width: width, height: height, limit: pixelLimit)
    }
    png.flags |= png_uint_32(PNG_IMAGE_FLAG_16BIT_sRGB)
    let hasColour = png.format & png_uint_32(PNG_FORMAT_FLAG_COLOR) != 0
    let hasAlpha = png.format & png_uint_32(PNG_FORMAT_FLAG_ALPHA) != 0
    png.format =
        (hasColour ? png_uint_32(PNG_FORMAT_FLAG_COLOR) : 0)
        | (hasAlpha ? png_uint_32(PNG_FORMAT_FLAG_ALPHA) : 0)
    let colours = hasColour ? 3 : 1
    let stored = colours + (hasAlpha ? 1 : 0)
    let count = width * height * stored
    var status: Int32 = 0
    var pixels = [UInt8](unsafeUninitializedCapacity: count) { target, filled in
        status = png_image_finish_read(&png, nil, target.baseAddress, 0, nil)
        filled = count
    }
    guard status != 0 else { throw .damaged(format: "PNG", message: message(of: png)) }
    if hasAlpha { pixels = droppingAlpha(pixels, colours: colours) }
    return Image(width: width, height: height, channels: colours, pixels: pixels)
        .converted(toChannels: channels)
}

private func droppingAlpha(_ pixels: [UInt8], colours: Int) -> [UInt8] {
    let count = pixels.count / (colours + 1)
    return [UInt8](unsafeUninitializedCapacity: count * colours) { target, filled in
        for pixel in 0..<count {
            for channel in 0..<colours {
                target[pixel * colours + channel] = pixels[pixel * (colours + 1) + channel]
            }
        }
        filled = count * colours
    }
}

private func message(of png: png_image) -> String {
    withUnsafeBytes(of: png.message) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
}
