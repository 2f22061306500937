import CPNG
import Foundation

/// Encodes pictures of 8-bit samples as PNG.
enum PNGEncoder {
    /// The PNG file of `picture`: grey, RGB or RGBA.
    static func encode(_ picture: Picture) throws(PNGEncodingError) -> Data {
        var image = png_image()
        image.version = png_uint_32(PNG_IMAGE_VERSION)
        image.width = png_uint_32(clamping: picture.width)
        image.height = png_uint_32(clamping: picture.height)
        image.format =
            switch picture.channels {
            case 1: 0  // PNG_FORMAT_GRAY
            case 3: png_uint_32(PNG_FORMAT_FLAG_COLOR)
            default: png_uint_32(PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA)
            }
        defer { png_image_free(&image) }

        // Uncompressed size and chunk overhead: no PNG of this picture is larger.
        var size = picture.pixels.count + picture.pixels.count / 512 + picture.height + 1024
        var bytes = Data(count: size)
        let written = bytes.withUnsafeMutableBytes { memory in
            picture.pixels.withUnsafeBytes { pixels in
                png_image_write_to_memory(
                    &image, memory.baseAddress, &size, 0, pixels.baseAddress, 0, nil)
            }
        }
        guard written != 0 else {
            throw PNGEncodingError(
                width: picture.width, height: picture.height, reason: message(of: image))
        }
        return bytes.prefix(size)
    }

    private static func message(of image: png_image) -> String {
        withUnsafeBytes(of: image.message) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}

/// libpng refused to write a picture.
struct PNGEncodingError: Error, Sendable, Equatable, CustomStringConvertible {
    let width: Int
    let height: Int
    let reason: String

    var description: String { "a \(width)×\(height) picture cannot be written as PNG: \(reason)" }
}
