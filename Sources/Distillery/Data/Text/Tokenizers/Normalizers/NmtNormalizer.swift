/// The cleaning of machine translation: control characters removed, other blanks made spaces.
struct NmtNormalizer: TextNormalizer {
    func normalize(_ text: inout NormalizedText) {
        text.remove {
            switch $0 {
            case 0x1...0x8, 0xB, 0xE...0x1F, 0x7F, 0x8F, 0x9F: true
            default: false
            }
        }
        for index in text.scalars.indices {
            switch text.scalars[index] {
            case 0x9, 0xA, 0xC, 0xD, 0x1680, 0x200B...0x200F, 0x2028, 0x2029, 0x2581, 0xFEFF,
                0xFFFD:
                text.scalars[index] = 0x20
            default: break
            }
        }
    }
}

/// Every byte of the text's UTF-8 as the character that stands for it.
struct ByteLevelNormalizer: TextNormalizer {
    func normalize(_ text: inout NormalizedText) {
        text.scalars = ByteAlphabet.spell(text.scalars)
    }
}
