import Testing
import Torch

@testable import Distillery

@Suite struct ModelCatalogTests {
    static let names = ModelCatalog.builtIn.entries.map(\.name)

    @Test("has every model once, under the literature's names") func hasAllModels() {
        let expected = """
            resnet8 resnet14 resnet20 resnet32 resnet44 resnet56 resnet110 resnet8x4 resnet32x4 \
            resnet18 resnet34 resnet50 resnet101 wrn-16-1 wrn-16-2 wrn-40-1 wrn-40-2 \
            vgg8 vgg11 vgg13 vgg16 vgg19 mobilenetv2 mobilenetv2-half mobilenetv3-small \
            mobilenetv3-large shufflenetv1 shufflenetv2 vit-tiny deit-tiny cnn mlp
            """
        #expect(Self.names == expected.split(separator: " ").map(String.init))
    }

    @Test("networks with batch norm have blocks that can be computed again", arguments: names)
    func recomputes(name: String) throws {
        let model = try ModelCatalog.builtIn.makeModel(
            ModelConfiguration(
                kind: name, classes: 10, imageSize: ImageSize(width: 32, height: 32)))
        let norms = model.namedModules().filter { $0.module is BatchNorm }
        let blocks = Recomputation(of: model).blocks
        let inBlocks = norms.filter { norm in blocks.contains { norm.path.hasPrefix("\($0).") } }
        #expect(inBlocks.count >= norms.count - 2, "\(blocks)")
        #expect(norms.isEmpty || blocks.count >= 3, "\(blocks)")
    }

    @Test("an unknown name is an error with the nearest one") func unknownName() throws {
        #expect {
            try ModelCatalog.builtIn.entry(named: "reznet20")
        } throws: { error in
            "\(error)".hasPrefix("there is no model 'reznet20' (did you mean 'resnet20'?)")
        }
    }

    @Test("an option that the family lacks is an error, not ignored") func unknownOption() {
        let request = ModelConfiguration(
            kind: "mobilenetv2", classes: 10, imageSize: .init(width: 32, height: 32),
            shortcut: .padding)
        #expect(
            throws: ModelError.unknownOption(
                model: "mobilenetv2", option: "shortcut", allowed: ["dropout", "width"])
        ) { try ModelCatalog.builtIn.makeModel(request) }
    }

    @Test("a width that ShuffleNetV2 lacks is an error that names the widths") func width() {
        let request = ModelConfiguration(
            kind: "shufflenetv2", classes: 10, imageSize: .init(width: 32, height: 32), width: 0.7)
        #expect(
            throws: ModelError.invalidValue(
                key: "width", found: "0.7", expected: "0.5, 1, 1.5 or 2")
        ) { try ModelCatalog.builtIn.makeModel(request) }
    }

    @Test("a user's own entry stands beside the built-in ones") func ownEntry() throws {
        let own = ModelCatalog.Entry(name: "mine", family: "mine", summary: "", paper: "") {
            try Perceptron($0)
        }
        let catalog = ModelCatalog(ModelCatalog.builtIn.entries + [own])
        let model = try catalog.makeModel(
            .init(kind: "mine", classes: 3, imageSize: .init(width: 8, height: 8)))
        #expect(model.configuration.kind == "mine")
    }

    @Test("every model learns from 32×32 colour: each parameter gets a gradient", arguments: names)
    func gradientsInColour(_ name: String) throws {
        try checkGradients(name, channels: 3, side: 32)
    }

    @Test("every model learns from 28×28 grey: each parameter gets a gradient", arguments: names)
    func gradientsInGrey(_ name: String) throws {
        try checkGradients(name, channels: 1, side: 28)
    }

    private func checkGradients(_ name: String, channels: Int, side: Int) throws {
        let model = try ModelCatalog.builtIn.makeModel(
            .init(
                kind: name, classes: 10, channels: channels,
                imageSize: .init(width: side, height: side)))
        let logits = try model(ModelFormula.picture(model.configuration))
        #expect(logits.shape == [2, 10])
        try logits.crossEntropy(with: Tensor([3, 7] as [Int64])).backward()
        let without = model.namedParameters().filter { $0.parameter.tensor.gradient == nil }
        #expect(without.map(\.path) == [])
        #expect(try logits.isFinite())
    }

    @Test(
        "taps give maps from large to small, or tokens; the head makes the logits",
        arguments: names)
    func taps(_ name: String) throws {
        let model = try ModelCatalog.builtIn.makeModel(
            .init(kind: name, classes: 10, imageSize: .init(width: 32, height: 32)))
        model.setTraining(false)
        let session = try TapSession(
            model.stages + model.preactivations + [model.pooled], in: model)
        let logits = try withoutGradients {
            try session.listen { try model(ModelFormula.picture(model.configuration)) }
        }
        let stages = try model.stages.map { try #require(session.outputs[$0]).shape }
        if let grid = model.tokenGrid {
            #expect(stages.allSatisfy { $0.count == 3 && $0[0] == 2 && $0[1] == grid.count })
        } else {
            #expect(stages.allSatisfy { $0.count == 4 && $0[0] == 2 })
            #expect(zip(stages, stages.dropFirst()).allSatisfy { $0[2] >= $1[2] })
        }
        for (stage, preactivation) in zip(model.stages, model.preactivations) {
            let after = try #require(session.outputs[stage])
            #expect(try #require(session.outputs[preactivation]).shape == after.shape)
        }
        let pooled = try #require(session.outputs[model.pooled])
        #expect(pooled.rank == 2)
        let modules = Dictionary(model.namedModules()) { first, _ in first }
        let head = try #require(modules[model.head] as? Linear)
        #expect(try (head(pooled) - logits).absoluteValue().maximum().item() < 1e-5)
    }
}
