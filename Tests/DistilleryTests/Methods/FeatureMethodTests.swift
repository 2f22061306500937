import Testing
import Torch

@testable import Distillery

@Suite("A method over feature maps")
struct FeatureMethodTests {
    /// What a method that cannot work must say, between which networks.
    struct Refusal: Sendable, CustomTestStringConvertible {
        var method: any Method
        var student = "resnet8"
        var teacher = "resnet14"
        var says: [String]

        var testDescription: String { "\(method.title), \(student): \(says[0])" }
    }

    private static func choice(_ student: [String]?, _ teacher: [String]?) -> TapChoice {
        TapChoice(student: student, teacher: teacher)
    }

    static let refusals: [Refusal] = [
        .init(
            method: HintDistillation(), student: "mlp",
            says: ["the student mlp has none", "student-taps"]),
        .init(
            method: HintDistillation().with { $0.taps = choice(["layer9"], nil) },
            says: ["no module 'layer9'", "layer1 (16 × 32 × 32)", "list taps resnet8"]),
        .init(
            method: HintDistillation().with { $0.taps = choice(["layer2", "layer3"], ["layer3"]) },
            says: ["2 of the student (layer2, layer3)", "1 of the teacher (layer3)"]),
        .init(
            method: HintDistillation().with { $0.taps = choice(["layer3"], ["layer1"]) },
            says: ["layer3 (64 × 8 × 8)", "layer1 (16 × 32 × 32)", "nearer sizes"]),
        .init(
            method: HintDistillation().with { $0.startUpEpochs = 2 },
            says: ["'start-up-epochs' belongs to 'stages: two'"]),
        .init(
            method: HintDistillation().with { ($0.stages, $0.startUpEpochs) = (.two, 10) },
            says: ["10 epochs of start-up", "none of 10"]),
        .init(
            method: FeatureRegression(), student: "mlp",
            says: ["the student mlp has none", "student-taps"]),
        .init(
            method: FeatureRegression().with { $0.taps = choice(["flatten"], ["layer3"]) },
            says: ["flatten (64)", "layer3 (64 × 8 × 8)", "two vectors"]),
        .init(
            method: FeatureRegression().with {
                $0.taps = choice(["layer2", "layer3"], ["layer2", "layer3"])
            }, says: ["one pair of taps", "'methods'"]),
        .init(
            method: CosineDistillation().with { $0.taps = choice(nil, ["flaten"]) },
            says: ["the teacher resnet14 has no module 'flaten'", "flatten (64)"]),
        .init(
            method: AttentionTransfer(), teacher: "mlp",
            says: ["the teacher mlp has none", "teacher-taps"]),
        .init(
            method: AttentionTransfer().with { $0.taps = choice(["flatten"], ["layer3"]) },
            says: ["the student's flatten (64) is none", "student-taps"]),
        .init(
            method: NeuronSelectivityTransfer().with { $0.taps = choice(["layer1"], ["fc"]) },
            says: ["the teacher's fc (10) is none", "teacher-taps"]),
        .init(
            method: VariationalInformation(), student: "mlp",
            says: ["the student mlp has none", "student-taps"]),
        .init(
            method: FlowOfSolution(), teacher: "resnet8x4",
            says: ["layer1 (16 × 32 × 32)", "layer1 (64 × 32 × 32)", "channels must agree"]),
        .init(
            method: FlowOfSolution().with { $0.taps = choice(["layer1"], ["layer1"]) },
            says: ["one pair of taps", "two or more"]),
        .init(
            method: ClassAttentionTransfer(), student: "mobilenetv2",
            says: ["reads 1280 channels", "features.17 (320 × ", "features.18"]),
        .init(
            method: ClassAttentionTransfer().with { $0.taps = choice(["layer2"], ["layer3"]) },
            says: ["reads 64 channels", "layer2 (32 × 16 × 16) has 32"]),
        .init(
            method: RepresentationRegression().with { $0.taps = choice(["layer3"], ["layer2"]) },
            says: ["the head of the teacher resnet14 reads 64 channels", "has 32"]),
        .init(
            method: ActivationBoundaries(), student: "shufflenetv2",
            says: ["the student shufflenetv2 has no such place", "student-taps"]),
        .init(
            method: ActivationBoundaries().with { $0.taps = choice(["flatten"], ["flatten"]) },
            says: ["the student's flatten (64) is none", "student-taps"]),
        .init(
            method: ActivationBoundaries().with { $0.startUpEpochs = 10 },
            says: ["10 epochs of start-up", "none of 10"]),
        .init(
            method: OverhaulDistillation(), teacher: "mlp",
            says: ["the teacher mlp has no such place", "teacher-taps"]),
        .init(
            method: OverhaulDistillation().with { $0.taps = choice(["layer3"], ["conv1"]) },
            says: ["has none that gives 'conv1'", "teacher-taps", "use 'ab'"]),
        .init(
            method: FactorTransfer(), student: "mlp",
            says: ["the student mlp has none", "student-taps"]),
        .init(
            method: FactorTransfer().with {
                $0.taps = choice(["layer2", "layer3"], ["layer2", "layer3"])
            }, says: ["one pair of taps", "'methods'"]),
        .init(
            method: ReviewDistillation(), teacher: "shufflenetv2",
            says: ["the teacher shufflenetv2 has no such place", "teacher-taps"]),
        .init(
            method: ContrastiveRepresentation().with { $0.taps = choice(["layer9"], nil) },
            says: ["no module 'layer9'", "list taps resnet8"]),
    ]

    @Test("says why it cannot work, and the way out", arguments: refusals)
    func refuses(_ refusal: Refusal) throws {
        let setting = try FeatureSetting(refusal.student, refusal.teacher).setting
        do {
            _ = try refusal.method.makeObjective(for: setting)
            Issue.record("\(refusal.method.title) was made")
        } catch let error as MethodError {
            for text in refusal.says { #expect("\(error)".contains(text), "\(error)") }
        }
    }

    @Test("needs the networks themselves where it works with their heads")
    func heads() throws {
        var setting = try FeatureSetting("resnet8", "resnet14").setting
        setting.teacher?.modules = [:]
        for method in [ClassAttentionTransfer(), RepresentationRegression()] as [any Method] {
            #expect(method.needs.contains(.teacherNetwork))
            #expect(
                throws: MethodError.noHead(
                    method: method.title, network: "resnet14", role: .teacher)
            ) { try method.makeObjective(for: setting) }
        }
    }

    @Test("takes a transformer beside a convolutional network")
    func transformer() throws {
        let methods: [any Method] = [
            HintDistillation(), FeatureRegression(), CosineDistillation(), AttentionTransfer(),
            NeuronSelectivityTransfer(), VariationalInformation(), ClassAttentionTransfer(),
            RepresentationRegression(), FactorTransfer(),
        ]
        let small = ModelPlan("vit-tiny", layers: 4)
        for (student, teacher) in [(small, ModelPlan("resnet8")), (ModelPlan("resnet8"), small)] {
            let networks = try FeatureSetting(student, teacher)
            for method in methods {
                let objective = try method.makeObjective(for: networks.setting)
                let terms = try objective.terms(networks.step(for: objective))
                #expect(try terms.weightedSum().item().isFinite, "\(method.title)")
            }
        }
    }

    @Test("counts pairs of channels alike, whichever Gram matrix it takes", arguments: [3, 20])
    func selectivity(channels: Int) throws {
        let own = try Tensor.random([4, channels, 9], scalarType: .float64)
            .ofUnitLength(along: 2)
        let taught = try Tensor.random([4, 5, 9], scalarType: .float64).ofUnitLength(along: 2)
        // Pair by pair, as the formula says it.
        func kernel(_ first: Tensor, _ second: Tensor) throws -> Double {
            let pairs = try first.unsqueezed(2) * second.unsqueezed(1)
            return try pairs.sum(dimension: 3).square().mean().item()
        }
        let expected =
            try kernel(taught, taught) + kernel(own, own) - 2 * kernel(own, taught)
        let overChannels = try NeuronSelectivityTransfer.overChannels(own, taught).item()
        let overPixels = try NeuronSelectivityTransfer.overPixels(own, taught).item()
        #expect(abs(overChannels - expected) < 1e-12)
        #expect(abs(overPixels - expected) < 1e-12)
    }

    @Test("leaves the student's head to the student, and trains it")
    func studentHead() throws {
        let networks = try FeatureSetting("resnet8", "resnet14")
        let objective = try ClassAttentionTransfer().makeObjective(for: networks.setting)
        #expect(objective.parameterCount == 0)
        let terms = try objective.terms(networks.step(for: objective))
        try terms.filter { $0.name == "classes" }.weightedSum().backward()
        let head = try networks.setting.student.linearHead(for: "cat-kd")
        #expect(head.weight.tensor.gradient != nil)
        #expect(head.bias?.tensor.gradient == nil)
    }
}
