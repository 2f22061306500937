import CJPEG

/// Decodes JPEG through TurboJPEG with one handle that is used again and again.
final class JPEGDecoder {
    private let handle: tjhandle

    init() throws(ImageError) {
        guard let handle = tjInitDecompress() else {
            throw .decoderUnavailable(format: "JPEG", message: String(cString: tjGetErrorStr2(nil)))
        }
        self.handle = handle
    }

    deinit { tjDestroy(handle) }

    func decode(
        _ bytes: UnsafeBufferPointer<UInt8>, channels: Int, pixelLimit: Int
    ) throws(ImageError) -> Image {
        let length = UInt(bytes.count)
        var width: Int32 = 0
        var height: Int32 = 0
        var subsampling: Int32 = 0
        var colorspace: Int32 = 0
        let header = tjDecompressHeader3(
            handle, bytes.baseAddress, length, &width, &height, &subsampling, &colorspace)
        guard header == 0, width > 0, height > 0 else {
            throw .damaged(format: "JPEG", message: message)
        }
        guard Int(width) * Int(height) <= pixelLimit else {
            throw .tooLarge(width: Int(width), height: Int(height), limit: pixelLimit)
        }
        let inks = colorspace == TJCS_CMYK.rawValue || colorspace == TJCS_YCCK.rawValue
        let format = inks ? TJPF_CMYK : channels == 1 ? TJPF_GRAY : TJPF_RGB
        let samples = inks ? 4 : channels
        let count = Int(width) * Int(height) * samples
        var status: Int32 = 0
        let pixels = [UInt8](unsafeUninitializedCapacity: count) { target, filled in
            status = tjDecompress2(
                handle, bytes.baseAddress, length, target.baseAddress, width, 0, height,
                Int32(format.rawValue), TJFLAG_LIMITSCANS)
            filled = count
        }
        // A warning (data that ends early, for one) is an error too: half a picture is none.
        guard status == 0 else { throw .damaged(format: "JPEG", message: message) }
        guard inks else {
            return Image(
                width: Int(width), height: Int(height), channels: channels, pixels: pixels)
        }
        return colour(fromInks: pixels, width: Int(width), height: Int(height))
            .converted(toChannels: channels)
    }

    private var message: String { String(cString: tjGetErrorStr2(handle)) }

    /// Adobe's CMYK files hold the inks inverted: 255 is no ink.
    private func colour(fromInks inks: [UInt8], width: Int, height: Int) -> Image {
        var pixels = [UInt8](repeating: 0, count: width * height * 3)
        for pixel in 0..<width * height {
            let black = Int(inks[4 * pixel + 3])
            for channel in 0..<3 {
                let product = Int(inks[4 * pixel + channel]) * black
                pixels[3 * pixel + channel] = UInt8((product + 127) / 255)
            }
        }
        return Image(width: width, height: height, channels: 3, pixels: pixels)
    }
}
