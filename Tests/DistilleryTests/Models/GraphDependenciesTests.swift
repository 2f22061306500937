import Testing
import Torch

@testable import Distillery

@Suite("Channels that go together")
struct GraphDependenciesTests {
    static let pictures = [
        "resnet20", "resnet50", "wrn-16-2", "vgg8", "mobilenetv2", "mobilenetv3-small",
        "shufflenetv1", "shufflenetv2", "vit-tiny", "cnn", "mlp",
    ]

    private func pictureGraph(_ name: String, width: Double? = nil) throws -> Graph {
        let model = try ModelCatalog.builtIn.makeModel(
            .init(kind: name, classes: 10, imageSize: .init(width: 32, height: 32), width: width))
        return try Graph.trace(model, inputs: [.zeros([2, 3, 32, 32])])
    }

    private func textGraph(_ name: String) throws -> Graph {
        try Graph.trace(
            TextFixture.load(name).network, inputs: [TokenBatch.tensor(ids: [[2, 7, 3, 4]])])
    }

    /// Every second channel of each group.
    private func half(_ groups: [ChannelGroup]) -> [String: [Int]] {
        let kept = groups.map { ($0.name, Array(stride(from: 0, to: $0.count, by: 2))) }
        return Dictionary(kept) { first, _ in first }
    }

    /// The graph with the places of every channel that is not kept set to 0.
    private func silenced(
        _ graph: Graph, _ groups: [ChannelGroup], keeping kept: [String: [Int]]
    ) throws -> [String: Tensor] {
        var weights: [String: Tensor] = [:]
        for group in groups {
            let staying = Set(kept[group.name] ?? Array(0..<group.count))
            for part in group.parts {
                let weight =
                    try weights[part.path]
                    ?? #require(graph.weights[part.path]).detached()
                    .copied()
                let size = weight.shape[part.dimension]
                var factors = [Float](repeating: 1, count: size)
                for channel in 0..<group.count where !staying.contains(channel) {
                    for place in part.places[channel] { factors[place] = 0 }
                }
                var shape = [Int](repeating: 1, count: weight.rank)
                shape[part.dimension] = size
                weights[part.path] = try weight * Tensor(factors, shape: shape)
            }
        }
        return weights
    }

    /// Slicing channels gives what the network gives with these channels silent.
    private func checkSilence(_ graph: Graph, _ groups: [ChannelGroup], on batch: Tensor) throws {
        let dependencies = GraphDependencies(of: graph)
        let kept = half(groups)
        let smaller = try dependencies.graph(keeping: kept)
        var silent = graph
        let weights = try silenced(graph, groups, keeping: kept)
        silent = try graph.replacingWeights(weights)
        let (found, expected) = try withoutGradients {
            (try smaller.run([batch])[0], try silent.run([batch])[0])
        }
        #expect(found.shape == expected.shape)
        #expect(try largestDifference(found.floats(), expected.floats()) <= 1e-4)
        #expect(smaller.cost.multiplyAdds < graph.cost.multiplyAdds)
        #expect(smaller.cost.parameters < graph.cost.parameters)
        let twice = try smaller.run([batch])[0].floats()
        #expect(try twice == found.floats())
    }

    @Test("are left out of a network as if they were silent", arguments: pictures)
    func silentInPictures(name: String) throws {
        let graph = try pictureGraph(name)
        var groups = GraphDependencies(of: graph).groups
        // The norm over a transformer's width would be of more numbers.
        if name == "vit-tiny" { groups.removeAll { $0.count > 100 && $0.parts.count > 20 } }
        #expect(groups.count >= 2)
        try checkSilence(
            graph, groups, on: ModelFormula.uniform(3 * 3072, position: 1).reshaped([3, 3, 32, 32]))
    }

    @Test(
        "are left out of a text network as if they were silent",
        arguments: ["bert-classification", "distilbert-classification", "albert-classification"])
    func silentInTexts(name: String) throws {
        let graph = try textGraph(name)
        let groups = GraphDependencies(of: graph).groups.filter { group in
            !group.parts.contains { $0.path.contains("LayerNorm") }
        }
        #expect(groups.count >= 2)
        try checkSilence(
            graph, groups,
            on: TokenBatch.tensor(ids: [[2, 5, 9, 14, 3, 21], [2, 3], [2, 11, 3]]))
    }

    @Test(
        "halved make the network that the catalog has of half the width",
        arguments: ["resnet20", "vgg8", "wrn-16-2"])
    func halved(name: String) throws {
        let graph = try pictureGraph(name)
        let dependencies = GraphDependencies(of: graph)
        let found = try dependencies.graph(keeping: half(dependencies.groups)).cost
        let expected = try pictureGraph(name, width: 0.5).cost
        #expect(found.multiplyAdds == expected.multiplyAdds)
        #expect(found.parameters == expected.parameters)
    }

    @Test("are blocks' inner channels and each stage's own in a residual network")
    func residual() throws {
        let groups = GraphDependencies(of: try pictureGraph("resnet20")).groups
        let names = groups.map(\.name)
        #expect(names.contains("layer1.0.conv1"))
        let inner = try #require(groups.first { $0.name == "layer2.1.conv1" })
        #expect(inner.count == 32)
        #expect(
            inner.parts.map { "\($0.path) \($0.dimension)" } == [
                "layer2.1.conv1.weight 0", "layer2.1.bn1.weight 0", "layer2.1.bn1.bias 0",
                "layer2.1.bn1.running_mean 0", "layer2.1.bn1.running_var 0",
                "layer2.1.conv2.weight 1",
            ])
    }

    @Test("of BERT are its width, heads of attention and neurons")
    func bert() throws {
        let configuration = try TextCatalog.builtIn.entry(named: "bert-tiny")
            .configuration(vocabulary: 100, task: .classification(classes: 2))
        let network = try TextCatalog.makeNetwork(configuration)
        let batch = try TokenBatch.tensor(ids: [Array(repeating: 5, count: 16)])
        let graph = try Graph.trace(network, inputs: [batch])
        let dependencies = GraphDependencies(of: graph)
        #expect(dependencies.groups.map(\.count).sorted() == [2, 2, 128, 128, 512, 512])
        let heads = try #require(dependencies.groups.first { $0.count == 2 })
        #expect(
            heads.parts.map {
                "\($0.path.split(separator: ".").suffix(3).joined(separator: ".")) \($0.dimension)"
            }
                == [
                    "self.query.weight 0", "self.query.bias 0", "self.key.weight 0",
                    "self.key.bias 0", "self.value.weight 0", "self.value.bias 0",
                    "output.dense.weight 1",
                ])
        #expect(heads.parts.allSatisfy { $0.places == [Array(0..<64), Array(64..<128)] })

        let smaller = try dependencies.graph(keeping: half(dependencies.groups))
        let length = 16
        // Width 64, one head of 64, 256 neurons; the pooler's outputs are 64 as well.
        let layer = length * (4 * 64 * 64 + 2 * 64 * 256) + 2 * length * length * 64
        #expect(smaller.cost.multiplyAdds == 2 * layer + 64 * 64 + 2 * 64)
        let other = try TokenBatch.tensor(ids: [[2, 5, 9], [2, 3], [2, 11, 3]])
        #expect(try smaller.run([other])[0].shape == [3, 2])
        #expect(try smaller.run([other])[0].isFinite())
    }

    @Test("that are not there, or all of them, are refused")
    func refused() throws {
        let dependencies = GraphDependencies(of: try pictureGraph("mlp"))
        let group = try #require(dependencies.groups.first)
        #expect(throws: DependencyError.self) { try dependencies.graph(keeping: ["fc9": [0]]) }
        #expect(
            throws: DependencyError.channels(group: group.name, count: group.count, found: [])
        ) { try dependencies.graph(keeping: [group.name: []]) }
        #expect(throws: DependencyError.self) {
            try dependencies.graph(keeping: [group.name: [group.count]])
        }
    }
}
