import Foundation

@testable import Distillery

/// A comparison with made-up figures, in the shape of a real one, for the tests of its page.
struct SampleComparison {
    var language = ReportLanguage.english
    var task = TaskKind.classification
    var seeds: [UInt64] = [1, 2, 3]
    var names = ["crd", "dkd", "kd", "pkt", "attention-transfer", "fitnet"]
    /// One method more, of which every run failed, for this reason.
    var failure: String? = "the loss of student-1 is not finite at step 12 (epoch 1)"

    func report() throws -> ComparisonReport {
        let control = runs("control", gain: 0)
        var methods = try names.enumerated().map { index, name in
            let gain = 0.012 - 0.004 * Double(index)
            return try MethodResult(
                label: name,
                method: KnowledgeDistillation(temperature: .init(floatLiteral: Double(index + 1))),
                runs: runs(name, gain: gain), methodParameters: index == 0 ? 330_000 : 0,
                against: control)
        }
        if let failure {
            methods.append(
                try MethodResult(
                    label: "nst", method: KnowledgeDistillation(),
                    runs: seeds.map {
                        SeedResult(seed: $0, folder: "nst/seed-\($0)", failure: failure)
                    }, against: control))
        }
        let recipe = Recipe(
            data: DataPlan(dataset: "fashion-mnist", task: task),
            teacher: TeacherPlan(model: ModelPlan("resnet8")),
            student: StudentPlan(model: ModelPlan("cnn")),
            training: TrainingPlan(epochs: 12), seeds: seeds.count)
        let metrics = try ClassificationMetrics(logits: [1, 0], labels: [0], classes: 2)
        var teacher = ModelEvaluation(
            name: "resnet8", metrics: metrics, parameters: 75_000, multiplyAdds: 9_100_000,
            fileBytes: 306_000, latencyMedianMilliseconds: 0.3, latencyP95Milliseconds: 0.5,
            examplesPerSecond: 13_000, peakMemoryBytes: 340_000_000)
        teacher.top1 = 0.9197
        var report = try ComparisonReport(
            recipe: recipe, yaml: recipe.yaml(), teacher: teacher, control: control,
            methods: methods, facts: [.init("Distillery", "0.1.0")])
        report.language = language
        return report
    }

    private func runs(_ name: String, gain: Double) -> [SeedResult] {
        seeds.map { seed in
            var random = SampleRandom(
                seed: 17 &* seed &+ UInt64(name.utf8.reduce(0) { $0 + Int($1) }))
            let top1 = 0.885 + 0.002 * Double(seed) + gain + 0.0012 * random.normal()
            return SeedResult(
                seed: seed, folder: "\(name)/seed-\(seed)", top1: top1, agreement: top1 + 0.03,
                crossEntropy: 0.33 - 2 * gain, seconds: 60 + 900 * abs(gain) + random.normal(),
                peakMemoryBytes: 3e8 + 4e9 * abs(gain),
                top1ByEpoch: (1...12).map { top1 - 0.2 * exp(-Double($0) / 2) })
        }
    }
}
