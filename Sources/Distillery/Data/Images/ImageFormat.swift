/// The format of a file of pixels, told by its first bytes and never by its name.
enum ImageFormat: Equatable {
    case jpeg
    case png
    case foreign(String?)

    init(sniffing bytes: UnsafeBufferPointer<UInt8>) {
        func starts(_ signature: [UInt8], at offset: Int = 0) -> Bool {
            bytes.count >= offset + signature.count
                && signature.indices.allSatisfy { bytes[offset + $0] == signature[$0] }
        }
        // JPEG is the common case and is told without a search.
        if bytes.count >= 3, bytes[0] == 0xFF, bytes[1] == 0xD8, bytes[2] == 0xFF {
            self = .jpeg
        } else if starts([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if starts(Array("GIF8".utf8)) {
            self = .foreign("GIF")
        } else if starts(Array("RIFF".utf8)), starts(Array("WEBP".utf8), at: 8) {
            self = .foreign("WebP")
        } else if starts(Array("BM".utf8)) {
            self = .foreign("BMP")
        } else if starts([0x49, 0x49, 0x2A, 0x00]) || starts([0x4D, 0x4D, 0x00, 0x2A]) {
            self = .foreign("TIFF")
        } else if starts(Array("ftyp".utf8), at: 4) {
            self = .foreign("HEIF or AVIF")
        } else if starts(Array("%PDF".utf8)) {
            self = .foreign("PDF")
        } else {
            self = .foreign(nil)
        }
    }
}
