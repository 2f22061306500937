/// BERT's cleaning: control characters, spaces around Chinese characters, accents, case; in this order.
struct BertNormalizer: TextNormalizer {
    var cleansText = true
    var splitsChinese = true
    var stripsAccents = true
    var lowercases = true

    init(_ object: JSONObject) throws(TokenizerError) {
        cleansText = try object.bool("clean_text", default: true)
        splitsChinese = try object.bool("handle_chinese_chars", default: true)
        lowercases = try object.bool("lowercase", default: true)
        // Accents go with the case, unless the file says otherwise.
        stripsAccents = try object.bool("strip_accents", default: lowercases)
    }

    func normalize(_ text: inout NormalizedText) {
        let classes = ScalarClass.table
        if cleansText {
            text.remove { classes[$0].contains(.removed) }
            for index in text.scalars.indices
            where classes[text.scalars[index]].contains(.whitespace) {
                text.scalars[index] = 0x20
            }
        }
        if splitsChinese, text.scalars.contains(where: ScalarClass.isChinese) {
            text.scalars = text.scalars.flatMap {
                ScalarClass.isChinese($0) ? [0x20, $0, 0x20] : [$0]
            }
        }
        if stripsAccents {
            text.scalars = UnicodeForm.decomposed.normalize(text.scalars)
            text.remove { classes[$0].contains(.nonspacingMark) }
        }
        if lowercases { LowercaseNormalizer().normalize(&text) }
    }
}
