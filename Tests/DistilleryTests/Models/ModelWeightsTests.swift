import Testing
import Torch

@testable import Distillery

@Suite struct ModelWeightsTests {
    private func model(
        _ kind: String, classes: Int = 10, side: Int = 32,
        shortcut: ModelConfiguration.Shortcut? = nil
    ) throws -> any Classifier {
        try ModelCatalog.builtIn.makeModel(
            .init(
                kind: kind, classes: classes, imageSize: .init(width: side, height: side),
                shortcut: shortcut))
    }

    private func state(
        of model: any Classifier, renaming rename: (String) -> String = { $0 }
    ) throws -> [String: Tensor] {
        try withoutGradients {
            Dictionary(
                uniqueKeysWithValues: try model.state().map {
                    (rename($0.path), try $0.tensor.copied())
                })
        }
    }

    @Test("the names of akamaster's checkpoints load: module., linear, shortcut")
    func loadsAliases() throws {
        let source = try model("resnet8", shortcut: .projection)
        let target = try model("resnet8", shortcut: .projection)
        try target.loadWeights(
            state(of: source) { path in
                "module."
                    + path.replacing("fc.", with: "linear.")
                    .replacing("downsample.", with: "shortcut.")
            })
        for (left, right) in zip(source.state(), target.state()) {
            #expect(try left.tensor.isIdentical(to: right.tensor), "\(left.path)")
        }
    }

    @Test("both names for one path are an error, not a choice") func refusesDoubleNames() throws {
        let source = try model("resnet8")
        var weights = try state(of: source)
        weights["linear.weight"] = weights["fc.weight"]
        #expect {
            try source.loadWeights(weights)
        } throws: { error in
            (error as? StateError)?.unexpected == ["linear.weight"]
        }
    }

    @Test("another number of classes is said as such") func explainsClasses() throws {
        let weights = try state(of: model("resnet8", classes: 100))
        #expect(
            throws: ModelError.classCount(
                model: "resnet8", head: "fc.weight", expected: 10, found: 100)
        ) { try model("resnet8").loadWeights(weights) }
    }

    @Test("another kind of shortcut is said as such") func explainsShortcut() throws {
        let weights = try state(of: model("resnet8", shortcut: .projection))
        #expect(throws: ModelError.shortcut(model: "resnet8", found: .projection)) {
            try model("resnet8").loadWeights(weights)
        }
    }

    @Test("weights for large pictures in a small stem are said as such") func explainsStem() throws
    {
        let weights = try state(of: model("resnet18", side: 96))
        #expect(
            throws: ModelError.stem(
                model: "resnet18", name: "conv1.weight", expected: [64, 3, 3, 3],
                found: [64, 3, 7, 7])
        ) { try model("resnet18").loadWeights(weights) }
    }

    @Test("weights for other patches of a vision transformer are said as such")
    func explainsPatches() throws {
        let weights = try state(of: model("vit-tiny", side: 96))
        #expect(
            throws: ModelError.stem(
                model: "vit-tiny", name: "patch_embed.proj.weight", expected: [192, 3, 4, 4],
                found: [192, 3, 16, 16])
        ) { try model("vit-tiny").loadWeights(weights) }
    }

    @Test(
        "parameters are as many as published",
        arguments: [
            // He et al. (2015), table 6, in millions; RepDistiller's students and teachers.
            ("resnet20", 10, 0.27), ("resnet32", 10, 0.46), ("resnet44", 10, 0.66),
            ("resnet56", 10, 0.85), ("resnet110", 10, 1.73), ("resnet8x4", 100, 1.23),
            ("resnet32x4", 100, 7.43), ("wrn-16-2", 100, 0.70), ("wrn-40-2", 100, 2.26),
            ("wrn-40-1", 100, 0.57), ("vgg8", 100, 3.97), ("vgg13", 100, 9.46),
            ("mobilenetv2-half", 100, 0.81), ("shufflenetv1", 100, 0.95),
            ("shufflenetv2", 100, 1.36),
        ])
    func parameterCounts(kind: String, classes: Int, millions: Double) throws {
        let count = try model(kind, classes: classes).parameterCount
        #expect((Double(count) / 1e4).rounded() / 100 == millions)
    }

    @Test("convolutions of a residual network start with He's deviation") func startsAsHe() throws {
        try RandomGenerator.seed(1)
        let weight = try #require(
            model("resnet20").namedParameters().first { $0.path == "layer3.1.conv2.weight" })
        let deviation = try weight.parameter.tensor.square().mean().item().squareRoot()
        #expect(abs(deviation / (2.0 / (64 * 9)).squareRoot() - 1) < 0.02)
    }
}
