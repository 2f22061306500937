import Testing
import Torch

@testable import Distillery

@Suite("Knowledge review") struct ReviewDistillationTests {
    /// MobileNetV2 has four stages and a pooled vector of 1280, a small ResNet three and one of 64.
    @Test("pairs the last levels of networks with unlike numbers of stages")
    func unlikeStages() throws {
        let networks = try FeatureSetting("mobilenetv2", "resnet8")
        let objective = try ReviewDistillation().makeObjective(for: networks.setting)
        #expect(
            objective.taps
                == Taps(
                    student: ["features.6", "features.13", "features.17", "flatten"],
                    teacher: ["layer1.0.sum", "layer2.0.sum", "layer3.0.sum", "flatten"]))
        let shapes = Dictionary(objective.state().map { ($0.path, $0.tensor.shape) }) { one, _ in
            one
        }
        #expect(shapes["levels.0.conv1.weight"] == [512, 32, 1, 1])
        #expect(shapes["levels.3.conv2.weight"] == [64, 512, 3, 3])
        #expect(shapes["levels.3.attention.weight"] == nil)
        let terms = try objective.terms(networks.step(for: objective))
        try terms.weightedSum().backward()
        #expect(objective.namedParameters().allSatisfy { $0.parameter.tensor.gradient != nil })
    }

    @Test("takes the taps that a recipe names, with the pooled features after them")
    func namedTaps() throws {
        let networks = try FeatureSetting("resnet14", "shufflenetv2")
        let method = ReviewDistillation().with {
            $0.taps = TapChoice(student: ["layer3.1.sum"], teacher: ["stage4"])
        }
        let objective = try method.makeObjective(for: networks.setting)
        #expect(objective.taps.student == ["layer3.1.sum", "flatten"])
        #expect(objective.taps.teacher.first == "stage4" && objective.taps.teacher.count == 2)
        #expect(try objective.terms(networks.step(for: objective))[0].value.item() > 0)
    }

    @Test("takes a transformer as the student")
    func transformer() throws {
        let networks = try FeatureSetting(ModelPlan("vit-tiny", layers: 4), ModelPlan("resnet8"))
        let objective = try ReviewDistillation().makeObjective(for: networks.setting)
        #expect(try objective.terms(networks.step(for: objective))[0].value.item() > 0)
    }

    @Test("gives maps no distance from themselves, and 1 where all is one apart")
    func distances() throws {
        for side in [1, 2, 3, 4, 7, 8] {
            let map = try ModelFormula.exact(2 * 3 * side * side, position: side)
                .reshaped([2, 3, side, side])
            #expect(try map.pyramidDistance(to: map).item() == 0)
            #expect(try abs(map.pyramidDistance(to: map + 1).item() - 1) < 1e-12)
        }
    }
}
