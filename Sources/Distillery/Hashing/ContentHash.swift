import COpenSSL
import Foundation

/// SHA-256 (FIPS 180-4) of bytes that come in pieces, computed by OpenSSL.
final class ContentHash {
    private let context: OpaquePointer?

    init() {
        context = EVP_MD_CTX_new()
        EVP_DigestInit_ex(context, EVP_sha256(), nil)
    }

    deinit { EVP_MD_CTX_free(context) }

    func update(_ bytes: UnsafeRawBufferPointer) {
        EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    }

    func update(_ bytes: some ContiguousBytes) { bytes.withUnsafeBytes { update($0) } }

    /// The hash of all that came in, as 64 hexadecimal digits; nothing may follow.
    func finish() -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        EVP_DigestFinal_ex(context, &digest, nil)
        return hexadecimal(digest)
    }

    /// The hash of bytes that are all there.
    static func of(_ bytes: some ContiguousBytes) -> String {
        let hash = ContentHash()
        hash.update(bytes)
        return hash.finish()
    }

    /// The hash of a file, read in pieces.
    static func ofFile(_ url: URL) throws -> String {
        let file = try FileHandle(forReadingFrom: url)
        defer { try? file.close() }
        let hash = ContentHash()
        while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty { hash.update(piece) }
        return hash.finish()
    }
}

/// Bytes as hexadecimal digits, two a byte.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0\(digits)" : digits
    }.joined()
}
