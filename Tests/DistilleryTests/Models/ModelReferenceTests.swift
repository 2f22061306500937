import Testing
import Torch

@testable import Distillery

@Suite struct ModelReferenceTests {
    @Test(
        "equals torchvision: names, shapes and logits",
        arguments: try ModelFixture.file("torchvision").cases)
    func matchesTorchvision(_ fixture: ModelFixture) throws { try check(fixture) }

    @Test(
        "equals the definitions of the distillation literature",
        arguments: try ModelFixture.file("literature").cases)
    func matchesLiterature(_ fixture: ModelFixture) throws { try check(fixture) }

    @Test(
        "equals timm's vision transformers: names, shapes and logits",
        arguments: try ModelFixture.file("vit").cases)
    func matchesVisionTransformers(_ fixture: ModelFixture) throws { try check(fixture) }

    @Test("VGG-16 at full size has torchvision's names and shapes") func fullSize() throws {
        let model = try ModelCatalog.builtIn.makeModel(
            .init(kind: "vgg16", classes: 10, imageSize: .init(width: 224, height: 224)))
        #expect(try ModelFormula.digest(model) == ModelFixture.file("torchvision").fullSizeVGG16)
    }

    private func check(_ fixture: ModelFixture) throws {
        let model = try ModelCatalog.builtIn.makeModel(fixture.configuration)
        #expect(ModelFormula.digest(model) == fixture.digest)
        #expect(model.parameterCount == fixture.parameters)
        try ModelFormula.fill(model, variance: fixture.variance)
        model.setTraining(false)
        let logits = try withoutGradients {
            try model(ModelFormula.picture(fixture.configuration)).floats()
        }
        #expect(logits.count == fixture.logits.count)
        let difference = zip(logits, fixture.logits).map { abs($0 - $1) }.max() ?? .infinity
        #expect(difference <= 1e-4)
    }
}
