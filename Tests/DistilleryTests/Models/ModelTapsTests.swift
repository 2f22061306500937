import Testing
import Torch

@testable import Distillery

@Suite("The taps of a network") struct ModelTapsTests {
    private func model(_ name: String) throws -> any Classifier {
        try ModelCatalog.builtIn.makeModel(
            .init(kind: name, classes: 10, imageSize: .init(width: 32, height: 32)))
    }

    /// The ResNet paper (2015), section 4.2: maps of 32, 16 and 8 pixels with 16, 32 and 64 filters.
    @Test("are those of the paper's table for resnet20")
    func resnet20() throws {
        let taps = try model("resnet20").taps()
        func shapes(_ role: ModelTap.Role) -> [[Int]] {
            taps.filter { $0.roles == [role] }.map(\.shape)
        }
        let stages = [[16, 32, 32], [32, 16, 16], [64, 8, 8]]
        #expect(shapes(.stage) == stages && shapes(.preactivation) == stages)
        #expect(shapes(.pooled) == [[64]] && shapes(.head) == [[10]])
        let paths = taps.map(\.path)
        #expect(paths.prefix(4) == ["conv1", "bn1", "relu", "layer1.0.conv1"])
        #expect(paths.suffix(4) == ["layer3", "avgpool", "flatten", "fc"])
        #expect(Set(paths).count == paths.count)
    }

    @Test(
        "hold every place that the family names, each with an output",
        arguments: ModelCatalog.builtIn.entries.map(\.name))
    func namedPlaces(_ name: String) throws {
        let model = try model(name)
        let taps = try model.taps()
        func paths(_ role: ModelTap.Role) -> [String] {
            taps.filter { $0.roles.contains(role) }.map(\.path)
        }
        #expect(paths(.stage) == model.stages)
        #expect(Set(paths(.preactivation)) == Set(model.preactivations))
        #expect(paths(.pooled) == [model.pooled])
        #expect(paths(.head) == [model.head])
        #expect(taps.allSatisfy { !$0.path.isEmpty && !$0.shape.isEmpty })
        #expect(taps.last { $0.roles == [.head] }?.shape == [10])
    }

    @Test("are found in evaluation mode, and every part's own mode is put back")
    func modes() throws {
        let model = try model("wrn-16-1")
        let norms = model.namedModules().compactMap { $0.module as? BatchNorm }
        norms[0].isTraining = false
        let before = try model.namedBuffers().map { try $0.buffer.tensor.copied() }
        _ = try model.taps()
        #expect(norms.map(\.isTraining) == [false] + norms.dropFirst().map { _ in true })
        for (former, now) in zip(before, model.namedBuffers()) {
            #expect(try former.isIdentical(to: now.buffer.tensor), "\(now.path)")
        }
    }
}
