import Testing
import Torch

@testable import Distillery

@Suite struct TextGraphTests {
    @Test(
        "a graph recorded on one batch computes others, of other sizes and lengths",
        arguments: TextPaddingTests.names + ["bert-words", "mobilebert-words"])
    func otherBatches(_ name: String) throws {
        let loaded = try TextFixture.load(name)
        let sample = try TokenBatch.tensor(ids: [[2, 7, 3, 4]])
        var graph = try Graph.trace(loaded.network, inputs: [sample])
        graph = graph.removingIdentities().reusingBuffers()
        let recorded = try GraphLayer(graph)
        for batch in [
            try TokenBatch.tensor(ids: [[2, 5, 9, 14, 3, 21], [2, 3], [2, 11, 3]]),
            try TokenBatch.tensor(ids: [[2, 3]]),
        ] {
            let expected = try withoutGradients { try loaded.network(batch).floats() }
            #expect(try largestDifference(recorded(batch).floats(), expected) <= 1e-5)
        }
    }

    @Test("multiply-adds of BERT are those of its linear layers and its attention") func cost()
        throws
    {
        let configuration = try TextCatalog.builtIn.entry(named: "bert-tiny")
            .configuration(vocabulary: 100, task: .classification(classes: 2))
        let network = try TextCatalog.makeNetwork(configuration)
        let (length, width) = (16, 128)
        let batch = try TokenBatch.tensor(ids: [Array(repeating: 5, count: length)])
        let cost = try Graph.trace(network, inputs: [batch]).cost
        let layer = length * (4 * width * width + 2 * width * 512) + 2 * length * length * width
        #expect(cost.multiplyAdds == 2 * layer + width * width + 2 * width)
        #expect(cost.uncounted.isEmpty)
        #expect(cost.parameters == network.parameterCount)
    }

    @Test("multiply-adds of a recurrence are its matrices' elements at every step")
    func recurrence()
        throws
    {
        let configuration = try TextCatalog.builtIn.entry(named: "bilstm")
            .configuration(vocabulary: 100, task: .classification(classes: 2))
        let network = try TextCatalog.makeNetwork(configuration)
        let batch = try TokenBatch.tensor(ids: [Array(repeating: 5, count: 10)])
        let cost = try Graph.trace(network, inputs: [batch]).cost
        let steps = 10 * 2 * 4 * 128 * (128 + 128)
        #expect(cost.uncounted.isEmpty)
        #expect(cost.multiplyAdds == steps + 10 * (256 * 256 + 256) + 2 * 256)
    }

    @Test(
        "layers computed again in the backward pass give the same gradients",
        arguments: ["bert-classification", "albert-groups-classification", "bilstm"])
    func recomputation(_ name: String) throws {
        let fixture = try TextFixture(name)
        let network = try TextFixture.load(name).network
        let labels = try Tensor([0, 2, 1, 1].map(Int64.init))
        func gradients(_ loss: () throws -> Tensor) throws -> [[Float]] {
            try network.clearGradients()
            try loss().backward()
            return try network.namedParameters().compactMap {
                try $0.parameter.tensor.gradient?.floats()
            }
        }
        let recomputation = Recomputation(of: network)
        #expect(recomputation.blocks.count >= 2)
        let plain = try gradients { try network(fixture.batch()).crossEntropy(with: labels) }
        let again = try gradients {
            try recomputation.listen { try network(fixture.batch()).crossEntropy(with: labels) }
        }
        #expect(plain.count == again.count)
        for (one, other) in zip(plain, again) { #expect(largestDifference(other, one) <= 1e-6) }
    }

    @Test("every path that methods listen to is heard", arguments: TextPaddingTests.names)
    func taps(_ name: String) throws {
        let fixture = try TextFixture(name)
        let network = try TextFixture.load(name).network
        let paths =
            [network.embeddings] + network.stages + network.queries + network.keys
            + network.values + [network.pooled, network.head].filter { !$0.isEmpty }
        let session = try TapSession(paths, in: network)
        try session.listen { _ = try network(fixture.batch()) }
        let outputs = session.takeOutputs()
        #expect(Set(outputs.keys) == Set(paths))
        for path in [network.embeddings] + network.stages + network.queries {
            #expect(outputs[path]?.rank == 3)
        }
        #expect(outputs[network.pooled]?.rank == 2)
    }
}
