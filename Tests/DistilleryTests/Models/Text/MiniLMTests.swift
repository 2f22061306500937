import Foundation
import Testing
import Torch

@testable import Distillery

/// The folder of sentence-transformers/all-MiniLM-L6-v2, where a machine has it.
private let miniLM = ProcessInfo.processInfo.environment["DISTILLERY_MINILM"]

/// What transformers computed with a real network: see Fixtures/text/minilm.py.
private struct MiniLMFixture: Decodable {
    var sentences: [String]
    var ids: [[Int]]
    var embeddings: [[Float]]
}

@Suite struct MiniLMTests {
    @Test(
        "all-MiniLM-L6-v2's embeddings equal transformers', cosine 1",
        .enabled(if: miniLM != nil, "DISTILLERY_MINILM names no folder of all-MiniLM-L6-v2"))
    func embeddings() throws {
        let file = TextFixture.folder.appending(path: "minilm.json")
        let fixture = try JSONDecoder().decode(MiniLMFixture.self, from: Data(contentsOf: file))
        let loaded = try TextFolder(URL(filePath: try #require(miniLM))).load()
        #expect(loaded.report.fresh.isEmpty)
        #expect(loaded.network.configuration.task == .sentenceEmbedding)
        let vectors = try withoutGradients {
            try loaded.network(TokenBatch.tensor(ids: fixture.ids))
        }
        let expected = try Tensor(fixture.embeddings.flatMap { $0 }, shape: vectors.shape)
        #expect(try (vectors - expected).absoluteValue().maximum().item() <= 1e-5)
        let cosines = try vectors.cosineSimilarity(to: expected)
        #expect(try cosines.minimum().item() >= 0.999995)
    }
}
