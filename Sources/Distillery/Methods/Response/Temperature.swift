import Foundation
import Torch

/// What logits are divided by before the softmax: `temperature: 4`, or a schedule, in a recipe.
///
/// ```yaml
/// temperature: {kind: cosine, from: 8, to: 2}
/// temperature: {kind: flsw, base: 8}
/// ```
public enum Temperature: Sendable, Equatable {
    /// One number for all examples, above 0.
    case scheduled(ScheduledNumber)
    /// By how unlike the logits of both are, example by example (Wen et al., Preparing Lessons, 2019, in
    /// TextBrewer's form):
    /// `T = base + (mean(w) − w) · beta` with `w = (1 − cos(z_s, z_t))^gamma`.
    case flsw(base: Double, beta: Double, gamma: Double)
    /// By how sure the student is, example by example (as above): `w = 1 / (max p_s + 10⁻³)`.
    case cwsm(base: Double, beta: Double)

    /// The temperature of a step.
    enum Value {
        case all(Double)
        /// `[batch, 1]`, above 0, cut off from autograd.
        case each(Tensor)
    }

    func value(
        student: Tensor, teacher: Tensor, epoch: Int, of epochs: Int
    ) throws(TorchError) -> Value {
        switch self {
        case .scheduled(let number):
            return .all(number.value(epoch: epoch, of: epochs))
        case .flsw(let base, let beta, let gamma):
            return .each(
                try withoutGradients { () throws(TorchError) in
                    let cosine = try student.unitRows() * teacher.unitRows()
                    // Rounding can make it a little less than 0, of which a power is no number.
                    let unlike = try (1 - cosine.sum(dimension: -1, keeping: true))
                        .clamped(minimum: 0).power(gamma)
                    return try Self.balanced(unlike, base: base, beta: beta)
                })
        case .cwsm(let base, let beta):
            return .each(
                try withoutGradients { () throws(TorchError) in
                    let sure = try student.softmax(dimension: -1).top(1).values
                    return try Self.balanced((sure + 1e-3).reciprocal(), base: base, beta: beta)
                })
        }
    }

    /// The temperature of each example, `[batch, 1]`, or `[1, 1]` where it is one for all.
    func column(
        student: Tensor, teacher: Tensor, epoch: Int, of epochs: Int
    ) throws(TorchError) -> Tensor {
        switch try value(student: student, teacher: teacher, epoch: epoch, of: epochs) {
        case .all(let number):
            try Tensor.full(
                [1, 1], number, scalarType: student.knownScalarType ?? .float32,
                device: student.device)
        case .each(let column): column
        }
    }

    /// Temperatures around `base`; never under a tenth of it, where the formula would go below 0.
    private static func balanced(
        _ weights: Tensor, base: Double, beta: Double
    ) throws(TorchError) -> Tensor {
        try ((weights.mean() - weights) * beta + base).clamped(minimum: base / 10)
    }
}

extension Tensor {
    /// Rows of length 1; TextBrewer's 10⁻⁴ keeps a row of zeros finite.
    fileprivate func unitRows() throws(TorchError) -> Tensor {
        try self / (norm(dimensions: [-1], keeping: true) + 1e-4)
    }
}

extension Temperature: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    public init(floatLiteral value: Double) { self = .scheduled(.constant(value)) }
    public init(integerLiteral value: Int) { self = .scheduled(.constant(Double(value))) }
}

extension MethodOption {
    /// What logits are divided by before the softmax.
    static func temperature(
        _ path: any WritableKeyPath<Owner, Temperature> & Sendable
    ) -> MethodOption {
        MethodOption("temperature", path, expected: "above 0") { temperature in
            switch temperature {
            case .scheduled(let number): number.isAlwaysPositive
            case .flsw(let base, let beta, let gamma): base > 0 && beta > 0 && gamma > 0
            case .cwsm(let base, let beta): base > 0 && beta > 0
            }
        }
    }
}
