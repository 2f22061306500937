extension String {
    /// The text with spaces that no line is broken at, as between a number and its unit.
    var unbroken: String { String(map { $0 == " " ? "\u{00A0}" : $0 }) }
}

extension Double {
    /// The number as a coordinate or length in SVG and CSS, to a twentieth of a pixel.
    var coordinate: String {
        guard isFinite else { return "0" }
        let text = NumberFormat.decimal(self, decimals: 1)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
