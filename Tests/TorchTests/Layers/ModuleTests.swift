import Testing
import Torch

@Suite struct ModuleTests {
    private final class Block: Layer {
        let conv1: Conv2d
        let bn1: BatchNorm
        let downsample: Sequential?
        let branches: [any Layer]

        init() throws {
            conv1 = try Conv2d(3, 4, kernel: 3, padding: 1, bias: false)
            bn1 = try BatchNorm(4)
            downsample = Sequential(try Conv2d(3, 4, kernel: 1), Dropout())
            branches = [Identity(), try Linear(2, 2)]
        }

        func forward(_ input: Tensor) throws(TorchError) -> Tensor {
            try bn1(conv1(input)).relu()
        }
    }

    @Test("paths are those that PyTorch gives the same attributes") func paths() throws {
        #expect(
            try Block().state().map(\.path) == [
                "conv1.weight", "bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var",
                "bn1.num_batches_tracked", "downsample.0.weight", "downsample.0.bias",
                "branches.1.weight", "branches.1.bias",
            ])
    }

    @Test("loading copies into the live tensors, counters of batches excepted") func loads() throws
    {
        let block = try Block()
        let weight = block.conv1.weight.tensor
        var state = Dictionary(uniqueKeysWithValues: try Block().state())
        state["bn1.num_batches_tracked"] = nil
        try block.load(state)
        #expect(block.conv1.weight.tensor === weight)
        #expect(try weight.isIdentical(to: try #require(state["conv1.weight"])))
    }

    @Test("weights that do not fit are named with their shapes, and nothing is written")
    func refuses() throws {
        let block = try Block()
        let before = try block.branches[1].state()[0].tensor.copied()
        var state = Dictionary(uniqueKeysWithValues: try Block().state())
        state["conv1.weight"] = try .zeros([4, 1, 3, 3])
        state["bn1.wieght"] = state.removeValue(forKey: "bn1.weight")
        let expected = StateError(
            missing: ["bn1.weight"], unexpected: ["bn1.wieght"],
            mismatched: [.init(name: "conv1.weight", expected: [4, 3, 3, 3], found: [4, 1, 3, 3])])
        #expect(throws: expected) { try block.load(state) }
        #expect(expected.description.contains("'bn1.weight' (nearest there: 'bn1.wieght')"))
        #expect(try block.branches[1].state()[0].tensor.isIdentical(to: before))
    }

    @Test("a frozen module takes no gradients and keeps its parameters through a move")
    func freezes() throws {
        let block = try Block()
        try block.setTrainable(false)
        try block.move(to: .channelsLast)
        let output = try block(.randomNormal([1, 3, 4, 4]))
        #expect(!output.requiresGradient)
        #expect(block.namedParameters().allSatisfy { !$0.parameter.isTrainable })
        #expect(block.conv1.weight.tensor.isChannelsLast)
    }

    @Test("a tap on a path keeps that layer's output; a wrong path names the nearest")
    func taps() throws {
        let block = try Block()
        let session = try TapSession(["bn1"], in: block)
        let output = try session.listen { try block(.randomNormal([1, 3, 4, 4])) }
        let tapped = try #require(session.outputs["bn1"])
        #expect(try tapped.relu().isIdentical(to: output))
        #expect(throws: TapError(path: "bn2", nearest: "bn1")) {
            _ = try TapSession(["bn2"], in: block)
        }
    }

    @Test("a session that taps every module lists them as they are done, a second time last")
    func tapsEverything() throws {
        let shared = Identity()
        let inner = Sequential(shared, try Linear(2, 4))
        let network = Sequential(shared, try Linear(3, 2), inner)
        let session = TapSession(everyModuleOf: network)
        for _ in 0..<2 {
            let output = try session.listen { try network(.ones([5, 3])) }
            #expect(session.order == ["1", "0", "2.1", "2"])
            let shapes = session.order.map { session.outputs[$0]?.shape }
            #expect(shapes == [[5, 2], [5, 2], [5, 4], [5, 4]])
            #expect(try session.outputs["2"]?.isIdentical(to: output) == true)
        }
    }

    @Test("a parameter made of a view with gaps is a whole tensor of its own") func dense() throws {
        let wide = try Tensor.ones([4, 6])
        let parameter = try Parameter(wide.slice(dimension: 1, from: 0, to: 2))
        let optimizer = SGD([ParameterGroup(parameters: [parameter])], learningRate: 1)
        try parameter.tensor.sum().backward()
        try optimizer.step()
        #expect(try parameter.tensor.sum().item() == 0)
        #expect(try wide.sum().item() == 24)
    }
}
