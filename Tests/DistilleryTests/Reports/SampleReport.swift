@testable import Distillery

/// A report with made-up figures, in the shape of a real one, for the tests of its rendering.
struct SampleReport {
    var language = ReportLanguage.english
    var classNames = [
        "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
        "Ankle boot",
    ]
    var seeds: [UInt64] = [1, 2, 3]
    /// What the student is better than its control, in accuracy.
    var gain = 0.008
    var examples = 1500

    func report() throws -> RunReport {
        let models = [
            RunReport.Model(
                role: .teacher, name: "resnet20",
                evaluations: [
                    .init(seed: nil, evaluation: try evaluation(.teacher, seed: 0, noise: 1.0))
                ]),
            RunReport.Model(
                role: .student, name: "cnn",
                evaluations: try seeds.map {
                    .init(seed: $0, evaluation: try evaluation(.student, seed: $0, noise: 1.08))
                }),
            RunReport.Model(
                role: .control, name: "cnn",
                evaluations: try seeds.map {
                    .init(
                        seed: $0,
                        evaluation: try evaluation(.control, seed: $0, noise: 1.08 + 5 * gain))
                }),
        ]
        return RunReport(
            title: "resnet20 → cnn on fashion-mnist", language: language, method: "kd",
            dataset: "fashion-mnist/test", classNames: classNames, seconds: 341, models: models,
            curves: SampleCurves(seeds: seeds).curves, disagreements: try disagreements(),
            notes: ["The teacher was trained first, for 6 epochs, and kept in runs/demo/teacher."],
            recipe:
                "method: kd\ntemperature: 4\nalpha: 0.9\ndataset: fashion-mnist\nstudent: cnn\n",
            facts: [
                .init("distillery", "0.1.0"), .init("libtorch", "2.13.0"),
                .init("machine", "2 cores, x86_64, Linux"), .init("seeds", "1, 2, 3"),
                .init(
                    "data sha256",
                    "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
            ])
    }

    private func evaluation(_ role: ModelRole, seed: UInt64, noise: Double) throws
        -> ModelEvaluation
    {
        let classes = classNames.count
        var data = SampleRandom(seed: 7)
        var own = SampleRandom(seed: 100 + seed * 3 + (role == .control ? 1 : 0))
        var labels: [Int] = []
        var logits: [Float] = []
        var teacher: [Float] = []
        for example in 0..<examples {
            let label = example % classes
            labels.append(label)
            for index in 0..<classes {
                // Neighbours of one parity resemble each other, and some more than others.
                let isNear =
                    index != label && (index - label).magnitude <= 4 && (index % 2 == label % 2)
                let base = index == label ? 5.6 : isNear ? 2.4 - 0.2 * Double(label % 5) : 0
                let difficulty = data.normal() * 1.35
                teacher.append(Float(base + difficulty))
                logits.append(
                    Float(
                        base
                            + (role == .teacher
                                ? difficulty : difficulty * noise + own.normal() * 0.35)))
            }
        }
        let isTeacher = role == .teacher
        return ModelEvaluation(
            name: isTeacher ? "resnet20" : "cnn",
            metrics: try ClassificationMetrics(
                logits: logits, labels: labels, classes: classes,
                teacherLogits: isTeacher ? nil : teacher),
            parameters: isTeacher ? 272_282 : 21_840,
            multiplyAdds: isTeacher ? 31_300_000 : 1_310_000,
            fileBytes: isTeacher ? 1_105_000 : 90_400,
            latencyMedianMilliseconds: isTeacher ? 3.42 : 0.41 + 0.01 * Double(seed),
            latencyP95Milliseconds: isTeacher ? 4.1 : 0.55,
            examplesPerSecond: isTeacher ? 912 : 14_300,
            peakMemoryBytes: isTeacher ? 312_000_000 : 240_000_000)
    }

    private func disagreements() throws -> [Disagreement] {
        var random = SampleRandom(seed: 3)
        return (0..<12).compactMap { index in
            let label = Int(random.next() % UInt64(classNames.count))
            let other =
                (label + 1 + Int(random.next() % UInt64(classNames.count - 1))) % classNames.count
            let isTeacherRight = index % 3 != 1
            return Picture(
                width: 28, height: 28, channels: 1, pixels: Self.pixels(shape: index)
            ).map { picture in
                Disagreement(
                    id: "fashion-mnist/test/\(1000 + index)", excerpt: .picture(picture),
                    label: label,
                    teacher: .init(
                        label: isTeacherRight ? label : other,
                        confidence: 0.5 + 0.04 * Double(index)),
                    student: .init(
                        label: isTeacherRight ? other : label,
                        confidence: 0.9 - 0.03 * Double(index)))
            }
        }
    }

    /// A grey figure of 28×28, different for each `shape`.
    private static func pixels(shape: Int) -> [UInt8] {
        (0..<28 * 28).map { index in
            let (x, y) = (Double(index % 28) - 13.5, Double(index / 28) - 13.5)
            let width = 5 + Double(shape % 4) + (y < -4 ? Double(shape % 5) : 0)
            guard abs(x) < width, abs(y) < 11 else { return 0 }
            return UInt8(110 + 100 * abs(x) / 14 + Double((shape * 37 + index) % 30))
        }
    }
}

/// A small generator whose numbers are the same everywhere (SplitMix64).
struct SampleRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// About normal: the sum of four uniform numbers, moved to mean 0 and scaled to deviation 1.
    mutating func normal() -> Double {
        let sum = (0..<4).reduce(0.0) { sum, _ in sum + Double(next() >> 11) * 0x1p-53 }
        return (sum - 2) * 3.0.squareRoot()
    }
}
