import Testing
import Torch

@Suite struct InitializerTests {
    struct Draw: Sendable, CustomTestStringConvertible {
        let name: String
        let initializer: Initializer
        var testDescription: String { name }
    }

    static let draws: [Draw] = [
        Draw(name: "uniform", initializer: .uniform(from: -0.5, to: 2)),
        Draw(name: "normal", initializer: .normal(mean: 0.5, deviation: 2)),
        Draw(name: "constant", initializer: .constant(0.25)),
        Draw(name: "zeros", initializer: .zeros),
        Draw(name: "ones", initializer: .ones),
        Draw(name: "xavier-uniform", initializer: .xavierUniform(gain: .tanh)),
        Draw(name: "xavier-normal", initializer: .xavierNormal()),
        Draw(name: "kaiming-uniform", initializer: .kaimingUniform()),
        Draw(
            name: "kaiming-uniform-slope",
            initializer: .kaimingUniform(gain: .leakyRelu(slope: 5.0.squareRoot()))),
        Draw(
            name: "kaiming-normal-fan-out",
            initializer: .kaimingNormal(fan: .output, gain: .relu)),
        Draw(name: "kaiming-normal-tanh", initializer: .kaimingNormal(gain: .tanh)),
        Draw(
            name: "truncated-normal",
            initializer: .truncatedNormal(deviation: 1.5, from: -1, to: 2)),
        Draw(
            name: "truncated-normal-tail",
            initializer: .truncatedNormal(mean: -1, deviation: 1, from: 0.5, to: 3)),
        Draw(name: "orthogonal-tall", initializer: .orthogonal(gain: 2)),
        Draw(name: "orthogonal-wide", initializer: .orthogonal()),
    ]

    @Test("draws the numbers of torch.nn.init after the same seed", arguments: draws)
    func matchesReference(_ draw: Draw) throws {
        let expected = try Fixture("initializers/draws")[draw.name]
        let difference = try differenceAfterSeeding(7, from: [expected]) {
            let tensor = try Tensor.zeros(expected.shape)
            try draw.initializer(tensor)
            return [tensor]
        }
        #expect(difference < 2e-6)
    }

    static let modules: [LayerCase] = [
        LayerCase(fixture: "linear") { try Linear(5, 3) },
        LayerCase(fixture: "linear-without-bias") { try Linear(5, 3, bias: false) },
        LayerCase(fixture: "conv1d") { try Conv1d(4, 6, kernel: 3, groups: 2) },
        LayerCase(fixture: "conv2d") { try Conv2d(4, 6, kernel: 3, groups: 2) },
        LayerCase(fixture: "conv2d-rectangular") { try Conv2d(2, 3, kernel: [1, 3]) },
        LayerCase(fixture: "conv-transpose2d") {
            try ConvTranspose2d(4, 6, kernel: 3, groups: 2)
        },
        LayerCase(fixture: "batch-norm") { try BatchNorm(3) },
        LayerCase(fixture: "layer-norm") { try LayerNorm(4) },
        LayerCase(fixture: "group-norm") { try GroupNorm(groups: 2, 4) },
        LayerCase(fixture: "embedding") { try Embedding(7, 3, paddingIndex: 1) },
        LayerCase(fixture: "attention") { try MultiHeadAttention(6, heads: 2) },
        LayerCase(fixture: "sequential") {
            Sequential(
                try Conv2d(3, 4, kernel: 3, bias: false), try BatchNorm(4), Activation(.relu),
                Flatten(), try Linear(4, 2))
        },
    ]

    @Test(
        "a new layer has the names and numbers of PyTorch's after the same seed", arguments: modules
    )
    func constructsAsPyTorch(_ example: LayerCase) throws {
        let reference = try Fixture("initializers/module-\(example.fixture)")
        let paths = try example.make().state().map(\.path)
        #expect(paths.sorted() == reference.names)
        let difference = try differenceAfterSeeding(7, from: paths.map { try reference[$0] }) {
            try example.make().state().map(\.tensor)
        }
        #expect(difference < 1e-6)
    }

    @Test("a weight of one dimension has no fan, and the error shows it") func needsFans() throws {
        let vector = try Tensor.zeros([3])
        #expect {
            try Initializer.kaimingNormal()(vector)
        } throws: {
            "\($0)".contains("float32[3]") && "\($0)".contains("two dimensions")
        }
    }

    @Test("initialising a parameter leaves no trace in autograd") func staysLeaf() throws {
        let layer = try Linear(3, 2)
        try layer.weight.initialize(.ones)
        try layer(Tensor.ones([1, 3])).sum().backward()
        #expect(
            try layer.weight.tensor.gradient?.elements(as: Float.self)
                == Array(repeating: 1, count: 6))
    }
}
