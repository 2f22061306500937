import Foundation

@testable import Distillery

/// Made-up measurements of a training of student and control.
struct SampleCurves {
    var seeds: [UInt64]
    var epochs = 12
    var stepsPerEpoch = 200

    var curves: [RunReport.Curve] {
        [ModelRole.student, .control].flatMap { role in
            seeds.map { RunReport.Curve(role: role, seed: $0, points: points(role, $0)) }
        }
    }

    private func points(_ role: ModelRole, _ seed: UInt64) -> [MetricPoint] {
        var random = SampleRandom(seed: seed + (role == .student ? 0 : 50))
        var points: [MetricPoint] = []
        for step in stride(from: 10, through: epochs * stepsPerEpoch, by: 10) {
            let time = Double(step) / Double(stepsPerEpoch)
            let soft = 3.4 * exp(-time / 2.2) + 0.55 + 0.06 * random.normal()
            let hard = 0.16 * exp(-time / 2.5) + 0.05 + 0.01 * random.normal()
            let rate = 0.05 * (1 + cos(Double.pi * time / Double(epochs)))
            let values =
                role == .student
                ? [
                    MetricName.loss: soft + hard, MetricName.loss(term: "soft"): soft,
                    MetricName.loss(term: "hard"): hard, MetricName.learningRate: rate,
                ]
                : [MetricName.loss: 10 * hard, MetricName.learningRate: rate]
            points.append(
                MetricPoint(
                    kind: .step, role: role, seed: seed,
                    epoch: (step - 1) / stepsPerEpoch + 1, step: step, values: values))
            if step % stepsPerEpoch == 0 {
                let best = role == .student ? 0.905 : 0.897
                let top1 = best - 0.22 * exp(-time / 1.7) + 0.002 * random.normal()
                points.append(
                    MetricPoint(
                        kind: .evaluation, role: role, seed: seed, epoch: step / stepsPerEpoch,
                        step: step, values: [MetricName.top1: top1]))
            }
        }
        return points
    }
}
