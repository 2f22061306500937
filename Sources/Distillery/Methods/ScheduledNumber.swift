import Foundation

/// A number that may change from epoch to epoch: `weight: 2`, or a schedule, in a recipe.
///
/// ```yaml
/// weight: {kind: linear, from: 0, to: 1, epochs: 10}
/// ```
public enum ScheduledNumber: Sendable, Equatable {
    case constant(Double)
    /// From the first number to the second in equal steps over so many epochs; nil is all of them.
    case linear(from: Double, to: Double, epochs: Int?)
    /// From the first number to the second along half a cosine.
    case cosine(from: Double, to: Double, epochs: Int?)

    /// The number in an epoch, counted from 0, of a training of so many `epochs`.
    public func value(epoch: Int, of epochs: Int) -> Double {
        func progress(_ span: Int?) -> Double {
            let last = (span ?? epochs) - 1
            return last > 0 ? min(1, Double(epoch) / Double(last)) : 1
        }
        return switch self {
        case .constant(let value): value
        case .linear(let from, let to, let span): from + (to - from) * progress(span)
        case .cosine(let from, let to, let span):
            to + (from - to) * (1 + cos(.pi * progress(span))) / 2
        }
    }

    /// The number in the epoch of a step.
    public func value(at step: DistillationStep) -> Double {
        value(epoch: step.epoch, of: step.epochs)
    }

    /// The numbers that the schedule goes between.
    var bounds: [Double] {
        switch self {
        case .constant(let value): [value]
        case .linear(let from, let to, _), .cosine(let from, let to, _): [from, to]
        }
    }

    var isNeverNegative: Bool { bounds.allSatisfy { $0 >= 0 && $0.isFinite } }
    var isAlwaysPositive: Bool { bounds.allSatisfy { $0 > 0 && $0.isFinite } }
    /// Whether the number is 0 in every epoch, so that its term need not be computed.
    public var isZero: Bool { self == .constant(0) }
}

extension ScheduledNumber: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    public init(floatLiteral value: Double) { self = .constant(value) }
    public init(integerLiteral value: Int) { self = .constant(Double(value)) }
}

extension ScheduledNumber: CustomStringConvertible {
    public var description: String {
        func text(_ number: Double) -> String {
            Int(exactly: number).map(String.init) ?? "\(number)"
        }
        return switch self {
        case .constant(let value): text(value)
        case .linear(let from, let to, _): "linear \(text(from)) → \(text(to))"
        case .cosine(let from, let to, _): "cosine \(text(from)) → \(text(to))"
        }
    }
}

extension ScheduledNumber: Codable {
    private enum Kind: String, CaseIterable { case constant, linear, cosine }

    private enum CodingKeys: String, CodingKey, CaseIterable { case kind, value, from, to, epochs }

    public init(from decoder: any Decoder) throws {
        if let value = try? decoder.singleValueContainer().decode(Double.self) {
            self = .constant(value)
            return
        }
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        let epochs = try values.decodePositive(.epochs)
        switch try values.decodeName(.kind, default: Kind.linear) {
        case .constant: self = .constant(try values.decode(.value))
        case .linear:
            self = .linear(
                from: try values.decode(.from), to: try values.decode(.to), epochs: epochs)
        case .cosine:
            self = .cosine(
                from: try values.decode(.from), to: try values.decode(.to), epochs: epochs)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        let kind: Kind
        switch self {
        case .constant(let value):
            var container = encoder.singleValueContainer()
            return try container.encode(value)
        case .linear: kind = .linear
        case .cosine: kind = .cosine
        }
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(kind.rawValue, forKey: .kind)
        try values.encode(bounds[0], forKey: .from)
        try values.encode(bounds[1], forKey: .to)
        if case .linear(_, _, let epochs?) = self { try values.encode(epochs, forKey: .epochs) }
        if case .cosine(_, _, let epochs?) = self { try values.encode(epochs, forKey: .epochs) }
    }
}
