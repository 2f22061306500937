/// Reads JPEG and PNG into memory.
///
/// The format is told by the first bytes, never by the name of the file. Dimensions are
/// checked before memory is taken for them. Orientation tags are ignored, as PIL and
/// torchvision do when they read a folder of pictures. A decoder keeps a handle and buffers for reuse:
/// have one a thread.
public final class ImageDecoder {
    /// The most pixels of a picture that are accepted: 64 megapixels, unless told otherwise.
    public let pixelLimit: Int
    /// For resizing what was decoded, with buffers that are used again.
    let resizer = ImageResize()
    private var jpeg: JPEGDecoder?
    private var file = FileBuffer()

    /// A decoder that accepts pictures of at most `pixelLimit` pixels.
    public init(pixelLimit: Int = 64 << 20) {
        self.pixelLimit = pixelLimit
    }

    /// The picture in a file, in colour (3 channels) or grey (1), whatever the file holds.
    public func decode(path: String, channels: Int) throws(ImageError) -> Image {
        try file.read(path)
        return try decode(bytes: file.contents, channels: channels)
    }

    /// The picture in bytes, in colour (3 channels) or grey (1), whatever the bytes hold.
    public func decode(_ bytes: [UInt8], channels: Int) throws(ImageError) -> Image {
        try bytes.withUnsafeBufferPointer { bytes throws(ImageError) in
            try decode(bytes: bytes, channels: channels)
        }
    }

    private func decode(
        bytes: UnsafeBufferPointer<UInt8>, channels: Int
    ) throws(ImageError) -> Image {
        precondition(channels == 1 || channels == 3, "a picture has 1 or 3 channels")
        guard !bytes.isEmpty else { throw .empty }
        switch ImageFormat(sniffing: bytes) {
        case .jpeg:
            return try jpegDecoder().decode(bytes, channels: channels, pixelLimit: pixelLimit)
        case .png:
            return try decodePNG(bytes, channels: channels, pixelLimit: pixelLimit)
        case .foreign(let name):
            throw .foreignFormat(name)
        }
    }

    private func jpegDecoder() throws(ImageError) -> JPEGDecoder {
        if let jpeg { return jpeg }
        let created = try JPEGDecoder()
        jpeg = created
        return created
    }
}
