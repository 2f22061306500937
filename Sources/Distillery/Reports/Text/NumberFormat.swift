import Foundation

/// Numbers as people read them, the same on every machine: `41.3 M`, `91.53 %`, `12.4 ms`, `1/24`.
public enum NumberFormat {
    /// A number with `decimals` digits behind the point; an en dash when it is not finite.
    public static func decimal(_ value: Double, decimals: Int) -> String {
        guard value.isFinite else { return "–" }
        let text = String(format: "%.\(decimals)f", value)
        let isZero = text.allSatisfy { "-0.".contains($0) }
        return isZero && text.hasPrefix("-") ? String(text.dropFirst()) : text
    }

    /// A whole number in groups of three: `10,000`.
    public static func whole(_ value: Int) -> String {
        let digits = String(value.magnitude)
        let grouped = digits.enumerated().reduce(into: "") { text, digit in
            let remaining = digits.count - digit.offset
            if digit.offset > 0 && remaining.isMultiple(of: 3) { text += "," }
            text.append(digit.element)
        }
        return value < 0 ? "−" + grouped : grouped
    }

    /// A number of things to three digits at most: `512`, `1.2 k`, `41.3 M`, `273 M`.
    public static func count(_ value: Int) -> String {
        scaled(Double(value), units: ["", "k", "M", "G", "T"], step: 1000)
    }

    /// A size in decimal units to three digits at most: `512 B`, `3.1 MB`, `240 MB`.
    public static func bytes(_ value: Int) -> String {
        scaled(Double(value), units: ["B", "kB", "MB", "GB", "TB"], step: 1000)
    }

    /// A share of 0…1 as a percentage: `91.53 %`.
    public static func percent(_ share: Double, decimals: Int = 2) -> String {
        decimal(100 * share, decimals: decimals) + " %"
    }

    /// A difference of two shares in percentage points, with its sign: `+0.62`, `−0.10`.
    public static func points(_ difference: Double, decimals: Int = 2) -> String {
        let text = decimal(100 * abs(difference), decimals: decimals)
        let isZero = text.allSatisfy { "0.".contains($0) }
        return isZero || !difference.isFinite ? text : (difference < 0 ? "−" : "+") + text
    }

    /// A time: `0.84 ms`, `12.4 ms`, `1.25 s`.
    public static func milliseconds(_ value: Double) -> String {
        switch value {
        case 1000...: decimal(value / 1000, decimals: 2) + " s"
        case 10...: decimal(value, decimals: 1) + " ms"
        default: decimal(value, decimals: 2) + " ms"
        }
    }

    /// A duration: `42 s`, `5 min 03 s`, `2 h 07 min`.
    public static func duration(seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "–" }
        let whole = Int(seconds.rounded())
        func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        switch whole {
        case 3600...: return "\(whole / 3600) h \(twoDigits(whole / 60 % 60)) min"
        case 60...: return "\(whole / 60) min \(twoDigits(whole % 60)) s"
        default: return "\(whole) s"
        }
    }

    /// A rate: `8.4`, `138`, `12,340`.
    public static func rate(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "–" }
        return value < 100 ? decimal(value, decimals: 1) : whole(Int(value.rounded()))
    }

    /// What part of `whole` a `part` is: `1/24`, `1/3.7`, from a half on a percentage.
    public static func fraction(_ part: Double, of whole: Double) -> String {
        let inverse = whole / part
        guard inverse.isFinite, part > 0 else { return "–" }
        switch inverse {
        case 9.95...: return "1/" + NumberFormat.whole(Int(min(inverse, 1e15).rounded()))
        case 1.95...:
            let text = decimal(inverse, decimals: 1)
            return "1/" + (text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
        default: return percent(part / whole, decimals: 0)
        }
    }

    /// Two digits and a power of ten, as `1.3e-06`; a plain 0.
    public static func scientific(_ value: Double) -> String {
        value == 0 ? "0" : String(format: "%.1e", value)
    }

    /// How many times as large: `5.2×`, `24×`.
    public static func multiple(_ value: Double) -> String {
        decimal(value, decimals: value < 9.95 ? 1 : 0) + "×"
    }

    private static func scaled(_ value: Double, units: [String], step: Double) -> String {
        var value = value
        var unit = 0
        // 999.5 would be shown as 1000.
        while abs(value) >= step - 0.5, unit + 1 < units.count {
            value /= step
            unit += 1
        }
        let number = decimal(value, decimals: unit == 0 || abs(value) >= 99.95 ? 0 : 1)
        return units[unit].isEmpty ? number : number + " " + units[unit]
    }
}
