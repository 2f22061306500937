import Testing

@testable import Torch

private let addInPlace = Operator("aten::add_", overload: "Scalar")

@Suite("Tracing") struct GraphTraceTests {
    @Test("a traced residual network gives the module's outputs at other batch sizes")
    func runsAtOtherBatchSizes() throws {
        let network = try SmallResNet(blocks: 1, widths: [4, 8, 8])
        try randomizeStatistics(of: network)
        let graph = try Graph.trace(network, inputs: [.randomNormal([2, 3, 16, 16])])
        network.setTraining(false)
        for batch in [1, 2, 5] {
            let input = try Tensor.randomNormal([batch, 3, 16, 16])
            let expected = try withoutGradients { try network(input) }
            let found = try withoutGradients { try graph.run([input]) }
            #expect(found.count == 1)
            #expect(try largestDifference(found[0], expected) == 0)
        }
    }

    @Test("weights stand under PyTorch's paths, and counters that nobody reads are left out")
    func namesWeights() throws {
        let network = try Sequential(
            Conv2d(3, 4, kernel: 3, bias: false), BatchNorm(4), Flatten(), Linear(16, 2))
        let graph = try Graph.trace(network, inputs: [.zeros([1, 3, 4, 4])])
        #expect(
            graph.weights.keys.sorted() == [
                "0.weight", "1.bias", "1.running_mean", "1.running_var", "1.weight", "3.bias",
                "3.weight",
            ])
        #expect(
            graph.parameterPaths == ["0.weight", "1.bias", "1.weight", "3.bias", "3.weight"])
        #expect(
            graph.nodes.map(\.operation.name) == [
                "aten::conv2d", "aten::batch_norm", "aten::flatten", "aten::linear",
            ])
        #expect(graph.nodes.map(\.scope)[0...1] == ["0", "1"])
        #expect(graph.types[graph.outputs[0]]?.shape == [1, 2])
    }

    @Test("a module keeps its mode, and is traced in evaluation mode")
    func keepsMode() throws {
        let norm = try BatchNorm(3)
        let dropout = Dropout()
        dropout.isTraining = false
        let network = Sequential(norm, dropout)
        let graph = try Graph.trace(network, inputs: [.zeros([2, 3, 4, 4])])
        #expect(norm.isTraining && !dropout.isTraining)
        #expect(graph.nodes[0].arguments[5] == .bool(false))
        #expect(try norm.numBatchesTracked.tensor.item() == 0)
    }

    @Test("an in-place operator becomes a new value; later uses see it")
    func functionalizes() throws {
        let network = Computation { x throws(TorchError) in
            let y = try x * 2.0
            try y.relu(inPlace: ())
            return try y + x
        }
        let graph = try Graph.trace(network, inputs: [Tensor([-1, 1] as [Float])])
        #expect(graph.nodes.map(\.operation.name) == ["aten::mul", "aten::relu", "aten::add"])
        let output = try graph.run([Tensor([-3, 5] as [Float])])[0]
        #expect(try output.floats() == [-3, 15])
    }

    @Test("a change through a view is refused when the other name is used again")
    func refusesStaleUse() throws {
        let stale = Computation { x throws(TorchError) in
            let y = try x * 2.0
            try y.flattened().relu(inPlace: ())
            return try y + 1.0
        }
        #expect(throws: GraphError.changedThroughView(operation: "aten::add.Scalar", scope: "")) {
            try Graph.trace(stale, inputs: [.zeros([2, 2])])
        }
        let forgotten = Computation { x throws(TorchError) in
            try (x * 2.0).flattened().relu(inPlace: ())
        }
        let graph = try Graph.trace(forgotten, inputs: [.zeros([2, 2])])
        #expect(graph.nodes.count == 3)
    }

    @Test("a side effect on the module's state is refused by name")
    func refusesSideEffects() throws {
        let norm = try BatchNorm(3)
        let counting = Computation(with: norm) { x throws(TorchError) in
            try addInPlace(norm.numBatchesTracked.tensor, 1)
            return try norm(x)
        }
        #expect(
            throws: GraphError.writesState(
                operation: "aten::add_.Scalar", path: "part.num_batches_tracked")
        ) {
            try Graph.trace(counting, inputs: [.zeros([1, 3, 2, 2])])
        }
        let random = Computation { x throws(TorchError) in
            try x.dropout(probability: 0.5, isTraining: true)
        }
        #expect(throws: GraphError.trainingMode(operation: "aten::random_.from", scope: "")) {
            try Graph.trace(random, inputs: [.zeros([1, 3])])
        }
    }

    @Test("a tensor that no node made becomes a constant; an output that is one is an error")
    func constants() throws {
        let table = try Tensor([1, 2, 3] as [Float])
        let graph = try Graph.trace(
            Computation { x throws(TorchError) in try x + table }, inputs: [.zeros([2, 3])])
        #expect(graph.constantPaths == ["constant.0"])
        #expect(graph.type(of: .weight("constant.0"))?.shape == [3])
        for constant in [
            Computation { _ in table },
            Computation { _ throws(TorchError) in
                try table * 2.0
            },
        ] {
            #expect(throws: GraphError.independentOutput(index: 0)) {
                try Graph.trace(constant, inputs: [.zeros([2, 3])])
            }
        }
    }

    @Test("lists of tensors go in and out; nodes that nobody needs are gone")
    func lists() throws {
        let network = Computation { x throws(TorchError) in
            let parts = try x.chunks(3, dimension: 1)
            _ = try parts[0].exponential()
            return try Tensor.concatenated([parts[2], parts[0]], dimension: 1)
        }
        let graph = try Graph.trace(network, inputs: [.zeros([1, 3])])
        #expect(graph.nodes.map(\.operation.name) == ["aten::chunk", "aten::cat"])
        let output = try graph.run([Tensor([1, 2, 3, 4, 5, 6] as [Float], shape: [2, 3])])[0]
        #expect(try output.floats() == [3, 1, 6, 4])
    }

    @Test("several inputs and outputs can be traced with a closure")
    func severalInputs() throws {
        let layer = try Linear(3, 3)
        let graph = try Graph.trace(layer, inputs: [.zeros([1, 3]), .zeros([1, 3])]) { inputs in
            let sum = try layer(inputs[0]) + inputs[1]
            return [sum, inputs[1]]
        }
        let ones = try Tensor.ones([2, 3])
        let outputs = try graph.run([ones, ones * 2.0])
        #expect(outputs.count == 2)
        #expect(try largestDifference(outputs[0], layer(ones) + 2.0) == 0)
        #expect(throws: TorchError.self) { try graph.run([ones]) }
    }

    @Test("recorders nest, and what a recorder computes is not recorded")
    func recordersNest() throws {
        final class Counter: Recorder {
            var names: [String] = []
            override func didCall(_ operation: Operator, arguments: [Value], results: [Value]) {
                names.append(operation.name)
                _ = try? Tensor.zeros([1])
            }
        }
        let outer = Counter()
        let inner = Counter()
        let x = try Tensor.zeros([2])
        try outer.listen {
            _ = try x.relu()
            _ = try inner.listen { try x.sigmoid() }
            _ = try x.tanh()
        }
        #expect(outer.names == ["aten::relu", "aten::sigmoid", "aten::tanh"])
        #expect(inner.names == ["aten::sigmoid"])
    }
}
