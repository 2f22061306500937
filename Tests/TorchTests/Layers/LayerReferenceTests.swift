import Testing
import Torch

/// A layer and the fixture that PyTorch computed with its counterpart.
struct LayerCase: Sendable, CustomTestStringConvertible {
    let fixture: String
    var isTraining = true
    let make: @Sendable () throws -> any Layer

    var testDescription: String { fixture }

    static let all: [LayerCase] = [
        LayerCase(fixture: "linear") { try Linear(5, 3) },
        LayerCase(fixture: "conv2d") {
            try Conv2d(4, 6, kernel: 3, stride: 2, padding: 1, groups: 2)
        },
        LayerCase(fixture: "conv2d-rectangular") {
            try Conv2d(
                2, 3, kernel: [1, 3], stride: [2, 1], padding: [0, 1], dilation: [1, 2],
                bias: false)
        },
        LayerCase(fixture: "conv1d") {
            try Conv1d(4, 6, kernel: 3, stride: 2, padding: 2, dilation: 2, groups: 2)
        },
        LayerCase(fixture: "conv-transpose2d") {
            try ConvTranspose2d(
                4, 6, kernel: 3, stride: 2, padding: 1, outputPadding: 1, groups: 2)
        },
        LayerCase(fixture: "batch-norm-training") { try BatchNorm(3) },
        LayerCase(fixture: "batch-norm-evaluation", isTraining: false) { try BatchNorm(3) },
        LayerCase(fixture: "batch-norm-rows") { try BatchNorm(3, epsilon: 1e-3, momentum: 0.3) },
        LayerCase(fixture: "layer-norm") { try LayerNorm([3, 4]) },
        LayerCase(fixture: "layer-norm-plain") { try LayerNorm([4], affine: false) },
        LayerCase(fixture: "group-norm") { try GroupNorm(groups: 2, 6, epsilon: 1e-3) },
        LayerCase(fixture: "squeeze-excite") { try SqueezeExcite(4, squeezed: 2) },
        LayerCase(fixture: "squeeze-excite-hard") {
            try SqueezeExcite(4, squeezed: 2, gate: .hardSigmoid)
        },
        LayerCase(fixture: "embedding") { try Embedding(6, 3, paddingIndex: 2) },
        LayerCase(fixture: "max-pool") {
            MaxPool2d(kernel: 3, stride: 2, padding: 1, roundingUp: true)
        },
        LayerCase(fixture: "average-pool") { AveragePool2d(kernel: 3, stride: 2, padding: 1) },
        LayerCase(fixture: "adaptive-average-pool") { AdaptiveAveragePool2d(size: 2) },
        LayerCase(fixture: "adaptive-max-pool") { AdaptiveMaxPool2d(size: 2) },
        LayerCase(fixture: "channel-shuffle") { ChannelShuffle(groups: 3) },
        LayerCase(fixture: "flatten") { Flatten() },
        LayerCase(fixture: "activation-identity") { Identity() },
    ]

    static let activations = Activation.Kind.allCases.map { kind in
        LayerCase(fixture: "activation-\(kind.rawValue)") { Activation(kind) }
    }
}

@Suite struct LayerReferenceTests {
    @Test(
        "output, gradients and buffers equal PyTorch's",
        arguments: LayerCase.all + LayerCase.activations)
    func matchesReference(_ example: LayerCase) throws {
        let reference = try Fixture("layers/\(example.fixture)")
        let layer = try example.make()
        try layer.load(reference.tensors(under: "state"))
        layer.setTraining(example.isTraining)
        let input = try reference["input"]
        if input.scalarType.isFloatingPoint { try input.requireGradient() }

        let output = try layer(input)
        try output.backward(gradient: reference["outputGradient"])

        #expect(try difference(output, reference["output"]) < 2e-6)
        if reference.has("gradient.of.input") {
            #expect(try difference(input.gradient, reference["gradient.of.input"]) < 2e-5)
        }
        for (path, parameter) in layer.namedParameters() {
            let expected = try reference["gradient.\(path)"]
            #expect(try difference(parameter.tensor.gradient, expected) < 2e-5, "\(path)")
        }
        for (path, buffer) in layer.namedBuffers() {
            #expect(try difference(buffer.tensor, reference["after.\(path)"]) < 1e-6, "\(path)")
        }
    }

    @Test("channels-last pictures and weights give the same numbers and stay channels-last")
    func channelsLast() throws {
        let reference = try Fixture("layers/conv2d")
        let layer = try Conv2d(4, 6, kernel: 3, stride: 2, padding: 1, groups: 2)
        try layer.load(reference.tensors(under: "state"))
        try layer.move(to: .channelsLast)
        let input = try reference["input"].to(.channelsLast)
        #expect(input.isChannelsLast)
        #expect(layer.weight.tensor.isChannelsLast)

        let output = try layer(input)
        try output.backward(gradient: reference["outputGradient"])

        #expect(output.isChannelsLast)
        #expect(try difference(output, reference["output"]) < 2e-6)
        let expected = try reference["gradient.weight"]
        #expect(try difference(layer.weight.tensor.gradient, expected) < 2e-5)
    }

    @Test("dropout scales what it keeps, and does nothing in evaluation") func dropout() throws {
        let layer = Dropout(0.25)
        let ones = try Tensor.ones([1000])
        let values = Set(try layer(ones).elements(as: Float.self))
        #expect(values == [0, Float(4) / 3])
        layer.isTraining = false
        #expect(try layer(ones).isIdentical(to: ones))
    }
}
