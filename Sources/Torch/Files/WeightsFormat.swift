/// What a file with weights is, judged by its content alone.
enum WeightsFormat {
    case safetensors
    /// A zip archive, as `torch.save` writes since PyTorch 1.6.
    case zip
    /// A pickle, as `torch.save` wrote before.
    case pickle
    case tar
    case gitLFSPointer
    case webPage
    case unknown

    init(_ content: FileBytes) {
        self = content.withUnsafeBytes { bytes in
            func has(_ text: StaticString, at offset: Int = 0) -> Bool {
                text.withUTF8Buffer { text in
                    bytes.count - offset >= text.count
                        && bytes[offset..<offset + text.count].elementsEqual(text)
                }
            }
            if has("PK\u{3}\u{4}") || has("PK\u{5}\u{6}") { return .zip }
            if has("version https://git-lfs") { return .gitLFSPointer }
            if has("<!DOCTYPE") || has("<!doctype") || has("<html") { return .webPage }
            if has("ustar", at: 257) { return .tar }
            if has("{", at: 8) { return .safetensors }
            // Protocols 2 and up begin with their version.
            if bytes.count >= 2, bytes[0] == 0x80, (2...5).contains(bytes[1]) { return .pickle }
            return .unknown
        }
    }

    /// The first bytes, to show in an error.
    static func beginning(_ content: FileBytes) -> [UInt8] {
        content.withUnsafeBytes { Array($0.prefix(16)) }
    }
}
