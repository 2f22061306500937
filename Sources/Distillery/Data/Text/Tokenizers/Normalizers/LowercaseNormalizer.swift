/// Lower case, scalar by scalar, without regard to neighbours or language.
struct LowercaseNormalizer: TextNormalizer {
    func normalize(_ text: inout NormalizedText) {
        var result: [UInt32] = []
        result.reserveCapacity(text.scalars.count)
        for scalar in text.scalars { Self.lowercase(scalar, into: &result) }
        text.scalars = result
    }

    /// Appends the lower case of a scalar, which can be several.
    static func lowercase(_ scalar: UInt32, into result: inout [UInt32]) {
        if scalar < 0x80 {
            result.append(scalar &- 0x41 < 26 ? scalar | 0x20 : scalar)
        } else if let properties = Unicode.Scalar(scalar)?.properties {
            for lower in properties.lowercaseMapping.unicodeScalars { result.append(lower.value) }
        }
    }
}
