import Testing
import Torch

@testable import Distillery

@Suite("A vision transformer") struct VisionTransformerTests {
    private func model(
        side: Int = 32, dropout: Double? = nil, layers: Int? = nil, heads: Int? = nil,
        patch: Int? = nil
    ) throws -> VisionTransformer {
        try VisionTransformer(
            ModelConfiguration(
                kind: "vit-tiny", classes: 10, imageSize: ImageSize(width: side, height: side),
                dropout: dropout, layers: layers, heads: heads, patch: patch))
    }

    @Test(
        "has about 8×8 patches of a small picture, and patches of 16 pixels of a large one",
        arguments: [
            (8, 1), (16, 2), (28, 4), (32, 4), (48, 6), (64, 8), (72, 18), (96, 16), (224, 16),
        ])
    func choosesPatches(side: Int, patch: Int) throws {
        let model = try model(side: side, layers: 1)
        #expect(model.configuration.patch == patch)
        #expect(
            model.tokenGrid == TokenGrid(leading: 1, height: side / patch, width: side / patch))
    }

    @Test("refuses patches that leave pixels over, and pictures that no patches fill")
    func refusesPatches() {
        #expect(
            throws: ModelError.invalidValue(
                key: "patch", found: "5",
                expected: "a divisor of both sides of 28×28 pictures: 1, 2, 4, 7, 14, 28")
        ) { try model(side: 28, patch: 5) }
        #expect {
            try model(side: 31)
        } throws: { error in
            guard case ModelError.invalidValue(key: "imageSize", "31×31", _) = error else {
                return false
            }
            return true
        }
    }

    @Test("refuses pictures of another size, whose places it has not learned")
    func refusesOtherSizes() throws {
        let model = try model(layers: 1)
        for shape in [[1, 3, 33, 32], [1, 3, 16, 64]] {
            #expect {
                try model(.zeros(shape))
            } throws: { error in
                "\(error)".contains("pictures of 32×32 alone")
            }
        }
    }

    @Test(
        "has its stages at the ends of four quarters of its blocks",
        arguments: [(12, [2, 5, 8, 11]), (8, [1, 3, 5, 7]), (6, [0, 2, 3, 5]), (2, [0, 1])])
    func stages(layers: Int, ends: [Int]) throws {
        let model = try model(layers: layers, heads: 4)
        #expect(model.stages == ends.map { "blocks.\($0)" })
        let taps = try model.taps().filter { $0.roles == [.stage] }
        #expect(taps.map(\.shape) == ends.map { _ in [65, 192] })
    }

    /// timm: `trunc_normal_(std=.02)`, zero biases; its patches keep the convolution's own draw,
    /// uniform within 1/√(inputs · area), whose deviation is √3 smaller.
    @Test("begins with timm's deviations")
    func begins() throws {
        try RandomGenerator.seed(3)
        let parameters = Dictionary(
            uniqueKeysWithValues: try model(layers: 2).namedParameters().map {
                ($0.path, $0.parameter.tensor)
            })
        func deviation(_ path: String) throws -> Double {
            try #require(parameters[path]).square().mean().item().squareRoot()
        }
        for path in ["blocks.1.attn.qkv", "blocks.0.attn.proj", "blocks.1.mlp.fc2", "head"] {
            #expect(abs(try deviation("\(path).weight") / 0.02 - 1) < 0.04, "\(path)")
            #expect(try deviation("\(path).bias") == 0)
        }
        #expect(abs(try deviation("pos_embed") / 0.02 - 1) < 0.04)
        #expect(try deviation("cls_token") < 2e-6)
        #expect(abs(try deviation("patch_embed.proj.weight") * 144.0.squareRoot() - 1) < 0.04)
    }

    @Test("answers the same as a recorded teacher, whatever the batch")
    func records() throws {
        let model = try model(dropout: 0.1)
        try ModelFormula.fill(model, variance: 1)
        model.setTraining(false)
        let example = try Tensor.zeros([2, 3, 32, 32])
        let graph = try Graph.trace(model, inputs: [example])
        #expect(graph.cost.uncounted == [])
        let teacher = try GraphLayer(graph.optimizedForInference())
        for count in [1, 2, 5] {
            let pictures = try Tensor.randomNormal([count, 3, 32, 32])
            let expected = try withoutGradients { try model(pictures) }
            let difference = try (teacher(pictures) - expected).absoluteValue().maximum().item()
            #expect(difference < 1e-5)
        }
    }

    @Test("drops at random while it trains, and never in evaluation")
    func drops() throws {
        let model = try model(dropout: 0.5, layers: 2)
        let picture = try Tensor.ones([1, 3, 32, 32])
        #expect(try !model(picture).isIdentical(to: model(picture)))
        model.setTraining(false)
        #expect(try model(picture).isIdentical(to: model(picture)))
    }
}
