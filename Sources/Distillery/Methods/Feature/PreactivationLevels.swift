import Torch

/// The pre-activations of both networks level by level, the student's projected to the teacher's
/// channels: what methods over activation boundaries compare.
final class PreactivationLevels: Module {
    let connectors: [Connector]
    let pairs: [MapPair]

    /// - Throws: `MethodError.noPreactivations`, or another one where the taps are no maps.
    init(_ choice: TapChoice, in setting: MethodSetting, for method: String) throws {
        pairs = try setting.mapPairs(choice, at: .preactivations, for: method)
        connectors = try pairs.map { try .projection(from: $0.student.tap, to: $0.teacher.tap) }
        // As the published connectors are drawn.
        try initializeConvolutions()
    }

    /// The sum over the levels of 2^(n − last) · `distance` between the student's projected map and
    /// the teacher's, the teacher's averaged to the student's size.
    func total(
        _ step: DistillationStep,
        of distance: (_ level: Int, _ student: Tensor, _ teacher: Tensor) throws -> Tensor
    ) throws -> Tensor {
        var terms: [Tensor] = []
        var weight = 1.0
        for (level, pair) in pairs.enumerated().reversed() {
            let maps = try pair.maps(step)
            let student = try connectors[level](maps.student)
            let teacher = try maps.teacher.averaged(to: Array(student.shape.suffix(2)))
            terms.append(try distance(level, student, teacher) * weight)
            weight /= 2
        }
        return try terms.total()
    }
}
