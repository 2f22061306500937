import Testing
import Torch

@testable import Distillery

@Suite struct TextPaddingTests {
    static let names =
        TextReferenceTests.classifiers.map { "\($0)-classification" } + ["text-cnn", "bilstm"]

    @Test("padding changes no output", arguments: names)
    func padding(_ name: String) throws {
        let fixture = try TextFixture(name)
        for task in [nil, TextTask.sentenceEmbedding, .embedding(.maximum, isNormalised: false)] {
            let network = try TextFixture.load(name, task: task).network
            try withoutGradients {
                let together = try network(fixture.batch())
                for index in fixture.ids.indices {
                    let alone = try network(fixture.example(index)).floats()
                    let found = try together.select(dimension: 0, index: index).floats()
                    #expect(largestDifference(found, alone) <= 1e-6)
                }
            }
        }
    }

    @Test("neither the ids nor the segments of padding matter", arguments: names)
    func fillers(_ name: String) throws {
        let fixture = try TextFixture(name)
        let network = try TextFixture.load(name).network
        let batch = try fixture.batch()
        let other = try batch.copied()
        let mask = try batch.tokens(.mask)
        let ids = try batch.tokens(.ids)
        let fillers = try Tensor.full(ids.shape, 13, scalarType: .int64)
        let isPadding = try mask.equals(0)
        try other.tokens(.ids).copy(from: ids.replaced(where: isPadding, with: fillers))
        let expected = try withoutGradients { try network(batch).floats() }
        let found = try withoutGradients { try network(other).floats() }
        #expect(largestDifference(found, expected) <= 1e-6)
    }

    @Test("padding changes no gradient", arguments: ["bert-classification", "bilstm", "text-cnn"])
    func gradients(_ name: String) throws {
        let fixture = try TextFixture(name)
        let network = try TextFixture.load(name).network
        let label = try Tensor([Int64(1)])
        let short = try fixture.example(1)
        let long = try TokenBatch.tensor(
            ids: [fixture.ids[1]], segments: [fixture.segments[1]], length: 11)
        func gradients(_ batch: Tensor) throws -> [[Float]] {
            try network.clearGradients()
            try network(batch).crossEntropy(with: label).backward()
            return try network.namedParameters().compactMap {
                try $0.parameter.tensor.gradient?.floats()
            }
        }
        let (expected, found) = (try gradients(short), try gradients(long))
        #expect(expected.count == found.count)
        for (one, other) in zip(expected, found) { #expect(largestDifference(other, one) <= 1e-6) }
    }

    @Test("a sequence of padding alone gives numbers", arguments: names)
    func empty(_ name: String) throws {
        let network = try TextFixture.load(name).network
        let batch = try TokenBatch.tensor(ids: [[], [2, 5, 3]])
        #expect(try withoutGradients { try network(batch) }.isFinite())
    }
}
