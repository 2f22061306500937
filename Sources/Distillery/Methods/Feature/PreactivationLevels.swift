import Torch

/// The pre-activations of both networks level by level, the student's projected to the teacher's
/// channels: what methods over activation boundaries compare.
final class PreactivationLevels: Module {
    let connectors: [Projection]
    let pairs: [TapPair]

    /// - Throws: `MethodError.noPreactivations`, or another one where the taps are no maps.
    init(_ choice: TapChoice, in setting: MethodSetting, for method: String) throws {
        pairs = try setting.pairs(choice, at: .preactivations, for: method)
        try pairs.requireMaps(for: method)
        connectors = try pairs.map { try Projection($0.student.channels, $0.teacher.channels) }
    }

    /// The sum over the levels of 2^(n − last) · `distance` between the student's projected map and
    /// the teacher's, the teacher's averaged to the student's size.
    func total(
        _ step: DistillationStep,
        of distance: (_ level: Int, _ student: Tensor, _ teacher: Tensor) throws -> Tensor
    ) throws -> Tensor {
        var total: Tensor?
        var weight = 1.0
        for (level, pair) in pairs.enumerated().reversed() {
            let student = try connectors[level](step.student(at: pair.student.path))
            let teacher = try step.teacher(at: pair.teacher.path).averaged(like: student)
            let term = try distance(level, student, teacher) * weight
            total = try total.map { try $0 + term } ?? term
            weight /= 2
        }
        return try total ?? Tensor(scalar: Float(0))
    }
}

extension [TapPair] {
    /// Refuses taps that put out no feature maps `[N, channels, height, width]`.
    func requireMaps(for method: String) throws(MethodError) {
        for pair in self where pair.student.shape.count != 4 || pair.teacher.shape.count != 4 {
            throw .unlikeShapes(
                method: method, student: pair.student, teacher: pair.teacher,
                wayOut: "it compares feature maps; name modules that put such out in "
                    + "'student-taps' and 'teacher-taps'")
        }
    }
}

extension Tensor {
    /// This map `[N, C, H, W]` averaged to the height and width of another, where they differ.
    fileprivate func averaged(like other: Tensor) throws(TorchError) -> Tensor {
        let size = Array(other.shape.suffix(2))
        return shape.suffix(2) == size[...] ? self : try adaptiveAveragePool2d(size)
    }
}
