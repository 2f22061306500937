import Testing
import Torch

@testable import Distillery

@Suite("The margins of a teacher's channels") struct RectifierMarginTests {
    /// By numerical integration of the normal density below 0.
    @Test(
        "are the means of what is negative",
        arguments: [
            (0.0, 1.0, -0.7978845608028654), (-0.3, 0.9, -0.8386412503182713),
            (0.2, 1.2, -0.8883127343165209),
            (1.0, 0.4, -0.12909791906460397),
        ])
    func means(mean: Double, deviation: Double, expected: Double) {
        #expect(abs(RectifierMargin.margin(mean: mean, deviation: deviation) - expected) < 1e-9)
    }

    @Test("are three deviations below 0 where hardly anything is negative")
    func rare() {
        #expect(RectifierMargin.margin(mean: 1, deviation: 0.25) == -0.75)
        #expect(RectifierMargin.margin(mean: 1, deviation: 0) == 0)
    }

    /// The normalisations that mdistiller's networks name in `get_bn_before_relu`.
    @Test(
        "come from the normalisation that the literature names",
        arguments: [
            ("resnet8", ["layer1.0.bn2", "layer2.0.bn2", "layer3.0.bn2"]),
            ("resnet56", ["layer1.8.bn2", "layer2.8.bn2", "layer3.8.bn2"]),
            ("resnet8x4", ["layer1.0.bn2", "layer2.0.bn2", "layer3.0.bn2"]),
            ("resnet50", ["layer1.2.bn3", "layer2.3.bn3", "layer3.5.bn3", "layer4.2.bn3"]),
            ("wrn-16-1", ["block2.layer.0.bn1", "block3.layer.0.bn1", "bn1"]),
            ("vgg8", ["block1.1", "block2.1", "block3.1", "block4.1"]),
            (
                "mobilenetv2-half",
                [
                    "blocks.1.1.conv.7", "blocks.2.2.conv.7", "blocks.4.2.conv.7",
                    "blocks.6.0.conv.7",
                ]
            ),
            ("shufflenetv1", ["layer1.3.bn3", "layer2.7.bn3", "layer3.3.bn3"]),
            ("cnn", ["features.0.1", "features.1.1", "features.2.4"]),
        ])
    func norms(name: String, expected: [String]) throws {
        let network = try tapped(.init(kind: name, classes: 4, imageSize: Self.size))
        for (path, norm) in zip(network.preactivations, expected) {
            let found = try network.batchNorm(before: network.tap(path), for: "ofd")
            #expect(network.modules[norm] === found, "\(path)")
        }
        #expect(network.preactivations.count == expected.count)
    }

    @Test("of a network without batch normalisation are an error with a way out")
    func noNorm() throws {
        let teacher = try tapped(
            .init(kind: "vgg8", classes: 4, imageSize: Self.size, batchNorm: false))
        var student = teacher
        student.role = .student
        let setting = MethodSetting(student: student, teacher: teacher, classes: 4)
        let error = #expect(throws: MethodError.self) {
            try OverhaulDistillation().makeObjective(for: setting)
        }
        #expect(error.map { "\($0)".contains("or use 'ab'") } == true)
    }

    private static let size = ImageSize(width: 32, height: 32)

    private func tapped(_ configuration: ModelConfiguration) throws -> TappedNetwork {
        let model = try ModelCatalog.builtIn.makeModel(configuration)
        return try TappedNetwork(model, role: .teacher, example: .zeros([2, 3, 32, 32]))
    }
}
