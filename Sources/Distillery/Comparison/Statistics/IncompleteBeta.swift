import Foundation

/// The regularised incomplete beta function I_x(a, b), for `a` and `b` above 0 and `x` in 0…1.
///
/// The continued fraction of DLMF 8.17.22, evaluated by Lentz's method; where that converges
/// slowly, I_x(a, b) = 1 − I_{1−x}(b, a) takes its place.
func incompleteBeta(_ a: Double, _ b: Double, at x: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(b, a, at: 1 - x) }
    let logBeta = lgamma(a) + lgamma(b) - lgamma(a + b)
    let front = exp(a * log(x) + b * log1p(-x) - logBeta) / a
    return front * betaFraction(a, b, x)
}

/// 1 / (1 + d₁ / (1 + d₂ / (1 + …))), with the coefficients of DLMF 8.17.23.
private func betaFraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
    func kept(_ value: Double) -> Double { abs(value) < 1e-300 ? 1e-300 : value }
    var upper = 1.0
    var lower = 0.0
    var value = 1.0
    for step in 1...1000 {
        let m = Double(step / 2)
        let coefficient =
            step.isMultiple(of: 2)
            ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        lower = 1 / kept(1 + coefficient * lower)
        upper = kept(1 + coefficient / upper)
        value *= upper * lower
        if abs(upper * lower - 1) < 1e-15 { break }
    }
    return 1 / value
}
