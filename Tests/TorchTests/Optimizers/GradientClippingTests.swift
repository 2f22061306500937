import Testing
import Torch

@Suite struct GradientClippingTests {
    private func gradients(_ prefix: String) throws -> [Tensor] {
        let reference = try Fixture("optimizers/clipping")
        return try (0..<3).map { try reference["\(prefix).\($0)"] }
    }

    @Test("by global norm equals clip_grad_norm_", arguments: [("norm", 1.5), ("wide", 1000)])
    func globalNorm(_ name: String, _ maximum: Double) throws {
        let problem = try OptimizationProblem()
        try problem.setGradients(of: 1)
        let total = try problem.parameters.clipGradients(globalNorm: maximum)
        #expect(try difference(total, Fixture("optimizers/clipping")["\(name).total"]) < 1e-5)
        for (parameter, expected) in zip(problem.parameters, try gradients(name)) {
            #expect(try difference(parameter.tensor.gradient, expected) < 1e-6)
        }
    }

    @Test("by value equals clip_grad_value_") func value() throws {
        let problem = try OptimizationProblem()
        try problem.setGradients(of: 1)
        try problem.parameters.clipGradients(value: 0.3)
        for (parameter, expected) in zip(problem.parameters, try gradients("value")) {
            #expect(try difference(parameter.tensor.gradient, expected) == 0)
        }
    }

    @Test("without gradients the norm is zero") func nothing() throws {
        let problem = try OptimizationProblem()
        #expect(try problem.parameters.clipGradients(globalNorm: 1).item() == 0)
    }
}
