/// What a Unicode scalar is to a tokenizer, as the `tokenizers` library sorts them.
///
/// That library sorts by several versions of Unicode at once; `ScalarClassData` is asked from it, so that
/// the ids agree also for characters that are newer than one of them.
struct ScalarClass: OptionSet, Sendable, BitwiseCopyable {
    let rawValue: UInt16

    /// Control, format and private-use characters, U+0000 and U+FFFD, which cleaning removes.
    static let removed = ScalarClass(rawValue: 1 << 0)
    /// Marks without a width (category Mn), of those that canonical decomposition leaves.
    static let nonspacingMark = ScalarClass(rawValue: 1 << 1)
    /// Marks of every kind, which `StripAccents` removes.
    static let combiningMark = ScalarClass(rawValue: 1 << 2)
    static let whitespace = ScalarClass(rawValue: 1 << 3)
    /// ASCII's symbols and the categories P*.
    static let punctuation = ScalarClass(rawValue: 1 << 4)
    /// The categories N*, in the newest Unicode that the library knows.
    static let numeric = ScalarClass(rawValue: 1 << 5)
    /// What makes up words for the library itself: `\w` of Rust's regular expressions.
    static let word = ScalarClass(rawValue: 1 << 6)
    /// `\p{L}` of the patterns in files.
    static let letter = ScalarClass(rawValue: 1 << 7)
    /// `\p{N}` of the patterns in files.
    static let number = ScalarClass(rawValue: 1 << 8)
    /// `\w` of the patterns in files, which are Oniguruma's.
    static let patternWord = ScalarClass(rawValue: 1 << 9)

    /// The classes of every scalar.
    static let table: ScalarTable<ScalarClass> = {
        var table = ScalarTable<ScalarClass>(common: [])
        for (scalarClass, data) in [
            (ScalarClass.removed, ScalarClassData.removed),
            (.nonspacingMark, ScalarClassData.nonspacingMark),
            (.combiningMark, ScalarClassData.combiningMark),
            (.whitespace, ScalarClassData.whitespace),
            (.punctuation, ScalarClassData.punctuation),
            (.numeric, ScalarClassData.numeric),
            (.word, ScalarClassData.word),
            (.letter, ScalarClassData.letter),
            (.number, ScalarClassData.number),
            (.patternWord, ScalarClassData.patternWord),
        ] {
            for run in PackedNumbers.runs(base64: data) {
                for scalar in run { table.update(scalar) { $0.insert(scalarClass) } }
            }
        }
        return table
    }()

    /// Whether BERT puts spaces around a scalar: the blocks of Chinese characters, without kana and hangul.
    static func isChinese(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0xF900...0xFAFF, 0x20000...0x2A6DF,
            0x2A700...0x2B81F,
            0x2B920...0x2CEAF, 0x2F800...0x2FA1F:
            true
        default: false
        }
    }
}
