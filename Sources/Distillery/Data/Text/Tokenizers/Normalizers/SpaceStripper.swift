/// Removes white space at the ends.
struct SpaceStripper: TextNormalizer {
    let left: Bool
    let right: Bool

    init(_ object: JSONObject) throws(TokenizerError) {
        left = try object.bool("strip_left", default: true)
        right = try object.bool("strip_right", default: true)
    }

    func normalize(_ text: inout NormalizedText) {
        let classes = ScalarClass.table
        if left {
            let kept = text.scalars.drop { classes[$0].contains(.whitespace) }
            if kept.startIndex > 0 { text.isAtStart = false }
            text.scalars = Array(kept)
        }
        if right {
            while let last = text.scalars.last, classes[last].contains(.whitespace) {
                text.scalars.removeLast()
            }
        }
    }
}

/// Removes combining marks; text that is to lose its accents must be decomposed before.
struct AccentStripper: TextNormalizer {
    func normalize(_ text: inout NormalizedText) {
        let classes = ScalarClass.table
        text.remove { classes[$0].contains(.combiningMark) }
    }
}
