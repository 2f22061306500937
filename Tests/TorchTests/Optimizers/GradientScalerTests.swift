import Testing
import Torch

@Suite struct GradientScalerTests {
    @Test("scale and weights follow torch.amp.GradScaler, and a resumed scaler goes on alike")
    func matchesReference() throws {
        let reference = try Fixture("optimizers/scaler")
        let problem = try Fixture("optimizers/problem")
        let weight = try Parameter(problem["parameter.0"])
        let optimizer = SGD([ParameterGroup(parameters: [weight])], learningRate: 0.1)
        func make() throws -> GradientScaler {
            try GradientScaler(device: .cpu, initialScale: 8, growthInterval: 2)
        }
        var scaler = try make()
        for step in 0..<7 {
            try optimizer.clearGradients()
            let factor = step == 1 || step == 2 ? Double.infinity : 1
            let gradient = try problem["gradient.\(step % 5).0"]
            try scaler.scaled((weight.tensor * gradient * factor).sum()).backward()
            let isFinite = try scaler.unscaleGradients(of: optimizer)
            #expect(isFinite == (factor == 1))
            if isFinite { try optimizer.step() }
            try scaler.update()

            let state = Dictionary(uniqueKeysWithValues: scaler.state())
            #expect(try difference(state["scale"], reference["scale.\(step)"]) == 0)
            #expect(try difference(weight.tensor, reference["after.\(step)"]) < 1e-6)
            scaler = try make()
            try scaler.load(state: state)
        }
    }
}
