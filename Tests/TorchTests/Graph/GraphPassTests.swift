import Testing

@testable import Torch

@Suite("Graph passes") struct GraphPassTests {
    /// The numbers are those of PyTorch's `torch.nn.utils.fusion.fuse_conv_bn_weights`.
    @Test("folding a batch norm gives PyTorch's weights") func foldsAsPyTorch() throws {
        let network = Sequential(
            try Conv2d(2, 2, kernel: 1), try BatchNorm(2), Activation(.relu))
        let values: [String: [Float]] = [
            "0.weight": [1, 2, 3, 4], "0.bias": [0.5, -0.5],
            "1.weight": [1.5, 0.5], "1.bias": [0.1, -0.2],
            "1.running_mean": [0.25, -1], "1.running_var": [0.81, 4],
        ]
        for (path, tensor) in network.state() {
            guard let elements = values[path] else { continue }
            try withoutGradients { try tensor.copy(from: Tensor(elements, shape: tensor.shape)) }
        }
        let graph = try Graph.trace(network, inputs: [.zeros([1, 2, 3, 3])]).foldingBatchNorm()
        #expect(graph.nodes.map(\.operation.name) == ["aten::conv2d", "aten::relu"])
        let weight = try #require(graph.weights["0.weight"])
        let bias = try #require(graph.weights["0.bias"])
        let expected: [Float] = [1.6666563749, 3.3333127499, 0.7499991059, 0.9999988079]
        for (found, wanted) in zip(try weight.floats(), expected) {
            #expect(abs(found - wanted) < 1e-6)
        }
        for (found, wanted) in zip(try bias.floats(), [0.5166640878, -0.0750001520] as [Float]) {
            #expect(abs(found - wanted) < 1e-6)
        }
    }

    @Test("folding leaves the module's own weights as they are") func leavesModule() throws {
        let network = try SmallResNet(blocks: 1, widths: [4, 8, 8])
        try randomizeStatistics(of: network)
        let before = try network.conv1.weight.tensor.floats()
        _ = try Graph.trace(network, inputs: [.zeros([1, 3, 16, 16])]).optimizedForInference()
        #expect(try network.conv1.weight.tensor.floats() == before)
    }

    @Test("an optimised graph answers as the module does and leaves its input alone")
    func optimizes() throws {
        let network = try SmallResNet(blocks: 2, widths: [4, 8, 8])
        try randomizeStatistics(of: network)
        let graph = try Graph.trace(network, inputs: [.randomNormal([2, 3, 16, 16])])
        let fast = try graph.optimizedForInference()
        let names = fast.nodes.map(\.operation.name)
        #expect(!names.contains("aten::batch_norm"))
        #expect(names.contains("aten::relu_") && names.contains("aten::add_"))
        #expect(fast.cost.multiplyAdds == graph.cost.multiplyAdds)
        #expect(fast.cost.peakActivationBytes <= graph.cost.peakActivationBytes)
        network.setTraining(false)
        let input = try Tensor.randomNormal([3, 3, 16, 16])
        let before = try input.floats()
        let expected = try withoutGradients { try network(input) }
        for _ in 0..<2 {
            let found = try withoutGradients { try fast.run([input])[0] }
            #expect(try largestDifference(found, expected) < 1e-5)
        }
        #expect(try input.floats() == before)
    }

    @Test("linear layers with packed weights and their activations answer as the layers do")
    func packsLinears() throws {
        let shared = try Linear(6, 6)
        let first = try Linear(5, 6, bias: false)
        let last = try Linear(6, 2)
        let network = Computation { x throws(TorchError) in
            let wide = try first(x).gelu()
            let twice = try shared(shared(wide).relu())
            // Read twice, so that its rectifier stays a step of its own.
            return try last(twice.relu() + twice)
        }
        let graph = try Graph.trace(network, inputs: [.randomNormal([2, 3, 5])])
        let fast = try graph.packingLinears(smallest: 12).optimizedForInference()
        let names = fast.nodes.map(\.operation.name)
        #expect(names.count { $0 == "mkldnn::_linear_pointwise" } == 4)
        #expect(!names.contains { $0.hasPrefix("aten::gelu") })
        #expect(names.count { $0.hasPrefix("aten::relu") } == 1)
        #expect(
            try !graph.packingLinears().nodes.contains {
                $0.operation.name == "mkldnn::_linear_pointwise"
            })
        // One for each of three weights, whoever shares it.
        #expect(fast.weights.keys.count { $0.hasSuffix(".packed") } == 3)
        for shape in [[2, 3, 5], [1, 40, 5], [7, 5]] {
            let input = try Tensor.randomNormal(shape)
            let expected = try withoutGradients { try network(input) }
            let found = try withoutGradients { try fast.run([input])[0] }
            #expect(found.shape == expected.shape)
            #expect(try largestDifference(found, expected) < 1e-6)
        }
    }

    @Test("a value that is read again is not written over") func keepsWhatIsNeeded() throws {
        let network = Computation { x throws(TorchError) in
            let doubled = try x * 2.0
            return try doubled.relu() + doubled
        }
        let graph = try Graph.trace(network, inputs: [.zeros([2])]).reusingBuffers()
        #expect(
            graph.nodes.map(\.operation.name) == ["aten::mul", "aten::relu", "aten::add_"])
        #expect(try graph.run([Tensor([-3, 5] as [Float])])[0].floats() == [-6, 20])
    }

    @Test("a batch norm whose layer is read elsewhere too is not folded") func keepsShared() throws
    {
        let layer = try Linear(3, 3)
        let norm = try BatchNorm(3)
        let network = Sequential(
            layer, norm, Computation { x throws(TorchError) in x })
        let folded = try Graph.trace(network, inputs: [.zeros([2, 3])]).foldingBatchNorm()
        #expect(folded.nodes.map(\.operation.name) == ["aten::linear"])
        let both = Computation(with: network) { x throws(TorchError) in
            let inner = try layer(x)
            return try norm(inner) + inner
        }
        let kept = try Graph.trace(both, inputs: [.zeros([2, 3])]).foldingBatchNorm()
        #expect(kept.nodes.contains { $0.operation.name == "aten::batch_norm" })
    }
}
