import Foundation
import Testing
import Torch

@testable import Distillery

@Suite struct TextCatalogTests {
    private struct Size: Decodable {
        var parameters: Int
        var count: Int
    }

    @Test("published networks have as many parameters as in transformers") func sizes() throws {
        let file = TextFixture.folder.appending(path: "sizes.json")
        let sizes = try JSONDecoder().decode([String: Size].self, from: Data(contentsOf: file))
        // The larger ones are the same families, and would take the test half a minute.
        for (name, size) in sizes where size.parameters < 30_000_000 {
            let configuration = try TextCatalog.builtIn.entry(named: name).configuration(
                vocabulary: 30522, padding: name == "roberta-base" ? 1 : 0,
                task: .classification(classes: 2))
            let network = try TextEncoder(configuration)
            #expect(network.parameterCount == size.parameters, "\(name)")
            #expect(network.namedParameters().count == size.count, "\(name)")
        }
    }

    @Test("first weights are normal with deviation 0.02, biases and the padding's vector zero")
    func firstWeights() throws {
        let configuration = try TextCatalog.builtIn.entry(named: "bert-tiny")
            .configuration(vocabulary: 1000, padding: 4, task: .classification(classes: 2))
        let network = try TextCatalog.makeNetwork(configuration)
        let state = Dictionary(network.state().map { ($0.path, $0.tensor) }) { first, _ in first }
        let words = try #require(state["bert.embeddings.word_embeddings.weight"])
        let deviation = try words.variance(dimensions: [0, 1]).item().squareRoot()
        #expect(abs(deviation - 0.02) < 0.0005)
        #expect(try words.select(dimension: 0, index: 4).absoluteValue().maximum().item() == 0)
        let bias = try #require(state["bert.encoder.layer.0.intermediate.dense.bias"])
        #expect(try bias.absoluteValue().maximum().item() == 0)
        let norm = try #require(state["bert.encoder.layer.1.output.LayerNorm.weight"])
        #expect(try norm.minimum().item() == 1)
    }

    @Test("a transformer of free sizes has them, others refuse what they lack") func options()
        throws
    {
        let configuration = try TextCatalog.builtIn.entry(named: "transformer").configuration(
            vocabulary: 50, task: .regression,
            options: .init(width: 24, layers: 3, heads: 6, length: 40))
        #expect(configuration.hidden == 96)
        let network = try TextCatalog.makeNetwork(configuration)
        #expect(network.stages.count == 3)
        let batch = try TokenBatch.tensor(ids: [[1, 2, 3]])
        #expect(try withoutGradients { try network(batch) }.shape == [1, 1])
        #expect(
            throws: TextError.unknownOption(
                network: "bert-base", option: "width", allowed: ["dropout", "length"])
        ) {
            try TextCatalog.builtIn.entry(named: "bert-base").configuration(
                vocabulary: 50, task: .regression, options: .init(width: 24))
        }
        #expect(throws: TextError.self) {
            try TextCatalog.builtIn.entry(named: "bilstm")
                .configuration(vocabulary: 50, task: .maskedWords)
        }
        #expect(throws: TextError.self) { try TextCatalog.builtIn.entry(named: "bert-tyni2") }
    }

    @Test("a sequence longer than the positions, or no token batch, is an error") func inputs()
        throws
    {
        let network = try TextFixture.load("bert-classification").network
        let long = try TokenBatch.tensor(ids: [Array(repeating: 3, count: 17)])
        #expect(throws: TorchError.self) { try network(long) }
        #expect(throws: TorchError.self) { try network(.zeros([1, 3, 4])) }
    }
}
