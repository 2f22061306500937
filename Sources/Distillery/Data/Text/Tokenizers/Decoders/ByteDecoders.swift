/// Bytes from the characters that stand for them; what is no UTF-8 becomes U+FFFD.
struct ByteLevelDecoder: TokenDecoder {
    func decode(_ tokens: [[UInt32]]) -> [[UInt32]] {
        var bytes: [UInt8] = []
        for token in tokens {
            let spelt = token.map { ByteAlphabet.bytes[$0] }
            // A token with another character, an added one, is text as it is.
            bytes.append(
                contentsOf: spelt.contains(nil)
                    ? ByteFallback.bytes(of: token) : spelt.compactMap { $0 })
        }
        return [String(decoding: bytes, as: UTF8.self).scalarValues]
    }
}

/// Text from tokens like `<0xE4>`; each of a row that is no UTF-8 becomes U+FFFD.
struct ByteFallbackDecoder: TokenDecoder {
    func decode(_ tokens: [[UInt32]]) -> [[UInt32]] {
        var result: [[UInt32]] = []
        var bytes: [UInt8] = []
        func flush() {
            guard !bytes.isEmpty else { return }
            if let text = String(validating: bytes, as: UTF8.self) {
                result.append(text.scalarValues)
            } else {
                result.append(contentsOf: repeatElement([0xFFFD], count: bytes.count))
            }
            bytes.removeAll()
        }
        for token in tokens {
            if let byte = ByteFallback.byte(named: String(scalarValues: token)) {
                bytes.append(byte)
            } else {
                flush()
                result.append(token)
            }
        }
        flush()
        return result
    }
}
