import Testing
import Torch

@testable import Distillery

@Suite struct TextReferenceTests {
    static let classifiers = [
        "bert", "roberta", "distilbert", "albert", "albert-groups", "mobilebert",
        "mobilebert-plain",
    ]

    @Test(
        "logits equal transformers' with padding and two segments",
        arguments: classifiers.map { "\($0)-classification" } + [
            "bert-regression", "distilbert-regression", "bert-words", "roberta-words",
            "distilbert-words", "albert-words", "mobilebert-words",
        ])
    func logits(_ name: String) throws {
        let fixture = try TextFixture(name)
        let loaded = try TextFixture.load(name)
        #expect(loaded.report.fresh.isEmpty)
        let logits = try withoutGradients { try loaded.network(fixture.batch()) }
        if logits.rank == 3 {
            // At padding the logits are nobody's.
            for (index, ids) in fixture.ids.enumerated() {
                let width = logits.shape[2]
                let found = try logits.select(dimension: 0, index: index)
                    .slice(dimension: 0, from: 0, to: ids.count).floats()
                let start = index * fixture.length * width
                let expected = Array(fixture.logits[start..<(start + ids.count * width)])
                #expect(largestDifference(found, expected) <= 1e-5)
            }
        } else {
            #expect(try largestDifference(logits.floats(), fixture.logits) <= 1e-5)
        }
    }

    @Test(
        "the states after the last layer equal transformers'",
        arguments: classifiers.map { "\($0)-classification" })
    func states(_ name: String) throws {
        let fixture = try TextFixture(name)
        let network = try TextFixture.load(name).network
        let last = try #require(network.stages.last)
        let states = try #require(try output(at: last, of: network, on: fixture.batch()))
        for (index, ids) in fixture.ids.enumerated() {
            let width = states.shape[2]
            let found = try states.select(dimension: 0, index: index)
                .slice(dimension: 0, from: 0, to: ids.count).floats()
            let start = index * fixture.length * width
            let expected = Array(fixture.states[start..<(start + ids.count * width)])
            #expect(largestDifference(found, expected) <= 1e-5)
        }
    }

    @Test(
        "embeddings equal transformers' states, pooled and normalised",
        arguments: classifiers.map { "\($0)-classification" })
    func embeddings(_ name: String) throws {
        let fixture = try TextFixture(name)
        let mean = try TextFixture.load(name, task: .sentenceEmbedding)
        #expect(mean.report.unused.contains { $0.contains("classifier") })
        let vectors = try withoutGradients { try mean.network(fixture.batch()) }
        #expect(try largestDifference(vectors.floats(), fixture.mean) <= 1e-5)
        let first = try TextFixture.load(
            name, task: .embedding(.firstToken, isNormalised: false)
        ).network
        let states = try withoutGradients { try first(fixture.batch()) }
        #expect(try largestDifference(states.floats(), fixture.first) <= 1e-5)
    }

    @Test(
        "the networks of this library equal PyTorch's layers on sequences without padding",
        arguments: ["text-cnn", "bilstm"])
    func ownNetworks(_ name: String) throws {
        let fixture = try TextFixture(name)
        let network = try TextFixture.load(name).network
        let logits = try withoutGradients { try network(fixture.batch()) }
        #expect(try largestDifference(logits.floats(), fixture.logits) <= 1e-5)
    }

    @Test(
        "in bfloat16 logits are transformers' within two hundredths, gradients finite",
        arguments: classifiers.map { "\($0)-classification" } + ["text-cnn", "bilstm"])
    func halfPrecision(_ name: String) throws {
        let fixture = try TextFixture(name)
        let network = try TextFixture.load(name).network
        let batch = try fixture.batch()
        let lower = try withAutocast(.bfloat16, on: .cpu) { () throws(TorchError) in
            try network(batch)
        }
        let logits = try lower.to(.float32)
        #expect(try largestDifference(logits.floats(), fixture.logits) <= 0.02)
        try logits.sum().backward()
        for (path, parameter) in network.namedParameters() {
            #expect(try parameter.tensor.gradient?.isFinite() ?? true, "\(path)")
        }
    }

    @Test("loss and gradients of BERT equal PyTorch's") func gradients() throws {
        let fixture = try TextFixture("bert-classification")
        let network = try TextFixture.load("bert-classification").network
        let labels = try Tensor(try #require(fixture.labels).map(Int64.init))
        let loss = try network(fixture.batch()).crossEntropy(with: labels)
        try loss.backward()
        #expect(abs(try loss.item() - Double(try #require(fixture.loss))) <= 1e-5)
        let parameters = Dictionary(network.namedParameters()) { first, _ in first }
        for (path, expected) in try #require(fixture.gradients) {
            let gradient = try #require(parameters[path]?.tensor.gradient)
            #expect(try largestDifference(gradient.floats(), expected) <= 1e-5, "\(path)")
        }
    }
}
