import CPNG
import Foundation
import Testing

@testable import Distillery

@Suite("The PNG encoder")
struct PNGEncoderTests {
    @Test("writes files from which libpng reads the same pixels", arguments: [1, 3, 4])
    func roundTrip(channels: Int) throws {
        let pixels = (0..<5 * 3 * channels).map { UInt8(truncatingIfNeeded: $0 * 37 + 11) }
        let picture = try #require(
            Picture(width: 5, height: 3, channels: channels, pixels: pixels))
        let file = try PNGEncoder.encode(picture)
        #expect(file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))

        var image = png_image()
        image.version = png_uint_32(PNG_IMAGE_VERSION)
        var read = [UInt8](repeating: 0, count: pixels.count)
        let isRead = file.withUnsafeBytes { bytes in
            png_image_begin_read_from_memory(&image, bytes.baseAddress, bytes.count) != 0
                && png_image_finish_read(&image, nil, &read, 0, nil) != 0
        }
        #expect(isRead)
        #expect(image.width == 5 && image.height == 3)
        #expect(read == pixels)
    }
}
