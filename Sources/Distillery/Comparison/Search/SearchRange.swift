import Foundation

/// Numbers between two bounds, each as likely, or each of their orders of magnitude.
///
/// Bounds that are written as whole numbers give whole numbers: `1..8`, but `1.0..8.0`.
public struct SearchRange: Sendable, Equatable {
    /// What the numbers are evenly spread over.
    public enum Scale: String, Codable, Sendable, CaseIterable {
        /// The numbers themselves.
        case linear
        /// Their logarithms.
        case log
    }

    public let from: Double
    public let to: Double
    public let scale: Scale
    /// Whether only whole numbers are drawn.
    public let isWhole: Bool

    /// - Parameter path: the recipe's key, for errors.
    public init(from: String, to: String, scale: Scale, path: String) throws(RecipeError) {
        guard let lower = Double(from), let upper = Double(to), lower.isFinite, upper.isFinite,
            lower < upper
        else {
            throw .invalidValue(
                path: path, found: "from \(from) to \(to)",
                expected: "two numbers, the second larger than the first")
        }
        guard scale == .linear || lower > 0 else {
            throw .invalidValue(
                path: path, found: "from \(from) on a logarithmic scale", expected: "above 0")
        }
        (self.from, self.to, self.scale) = (lower, upper, scale)
        isWhole = Int(from) != nil && Int(to) != nil
    }

    /// The number at a place of 0 ..< 1, to four digits.
    func value(at place: Double) -> String {
        // A whole number has half a unit of room on either side, so that the bounds are as likely.
        let (low, high) =
            isWhole ? (max(from - 0.5, scale == .log ? 0.5 : -.infinity), to + 0.5) : (from, to)
        let number =
            scale == .log ? low * pow(high / low, place) : low + (high - low) * place
        if isWhole { return String(Int(min(max(number.rounded(), from), to))) }
        return Self.text(number)
    }

    var fromText: String { isWhole ? String(Int(from)) : Self.exact(from) }
    var toText: String { isWhole ? String(Int(to)) : Self.exact(to) }

    /// Four digits are all that anybody will want to write into a recipe.
    private static func text(_ number: Double) -> String {
        exact(Double(String(format: "%.3e", number)) ?? number)
    }

    /// The shortest text that gives the number back, never that of a whole number.
    private static func exact(_ number: Double) -> String { "\(number)" }
}
