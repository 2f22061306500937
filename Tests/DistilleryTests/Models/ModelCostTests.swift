import Testing
import Torch

@testable import Distillery

@Suite struct ModelCostTests {
    /// 10⁹ multiply-adds (`_ops`) and parameters (`num_params`) as torchvision 0.28 publishes them
    /// beside its weights: pictures of 224 × 224, 1,000 classes.
    @Test(
        "costs are torchvision's published figures",
        arguments: [
            ("resnet18", 1.814, 11_689_512), ("resnet34", 3.664, 21_797_672),
            ("resnet50", 4.089, 25_557_032), ("mobilenetv2", 0.301, 3_504_872),
            ("mobilenetv3-large", 0.217, 5_483_032), ("mobilenetv3-small", 0.057, 2_542_856),
            ("shufflenetv2", 0.145, 2_278_604),
        ])
    func publishedFigures(kind: String, billions: Double, parameters: Int) throws {
        let cost = try ModelCatalog.builtIn.cost(
            of: ModelConfiguration(
                kind: kind, classes: 1000, imageSize: ImageSize(width: 224, height: 224)))
        #expect(cost.parameters == parameters)
        // The figures are rounded to three decimals.
        #expect(abs(Double(cost.multiplyAdds) / 1e9 - billions) <= 0.0005 + 1e-9)
    }

    @Test(
        "multiply-adds of vision transformers, attention included, are PyTorch's count",
        arguments: try ModelFixture.file("vit").cases)
    func transformers(_ fixture: ModelFixture) throws {
        let cost = try ModelCatalog.builtIn.cost(of: fixture.configuration)
        #expect(cost.multiplyAdds == fixture.multiplyAdds)
        #expect(cost.parameters == fixture.parameters)
    }

    @Test("a list of costs leaves out networks that cannot see such pictures")
    func leavesOut() throws {
        let catalog = ModelCatalog(VisionTransformer.entries + Perceptron.entries)
        let odd = try catalog.costs(classes: 10, channels: 1, imageSize: 31)
        #expect(odd.map(\.name) == ["mlp"])
        let even = try catalog.costs(classes: 10, channels: 1, imageSize: 16)
        #expect(even.map(\.name) == ["vit-tiny", "deit-tiny", "mlp"])
        #expect(throws: ModelError.self) {
            try catalog.costs(classes: 10, channels: 1, imageSize: 4)
        }
    }
}
