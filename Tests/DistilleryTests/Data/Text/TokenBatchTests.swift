import Testing
import Torch

@testable import Distillery

@Suite struct TokenBatchTests {
    @Test("pads ids, mask and segments at the end, as transformers' tokenizers do")
    func padding() throws {
        let batch = try TokenBatch.tensor(
            ids: [[101, 7, 102, 8, 102], [101, 9, 102]], segments: [[0, 0, 0, 1, 1], [0, 0, 0]],
            padding: 5)
        #expect(batch.shape == [2, 3, 5])
        #expect(batch.isTokenBatch)
        #expect(
            try batch.elements(as: Int64.self) == [
                101, 7, 102, 8, 102, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1,
                101, 9, 102, 5, 5, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0,
            ])
        #expect(try batch.tokens(.mask).elements(as: Int64.self) == [1, 1, 1, 1, 1, 1, 1, 1, 0, 0])
    }

    @Test("a given length cuts longer sequences and fills shorter ones")
    func length() throws {
        let batch = try TokenBatch.tensor(ids: [[1, 2, 3], [4]], length: 2)
        #expect(try batch.tokens(.ids).elements(as: Int64.self) == [1, 2, 4, 0])
        #expect(try batch.tokens(.mask).elements(as: Int64.self) == [1, 1, 1, 0])
        #expect(try batch.tokens(.segments).elements(as: Int64.self) == [0, 0, 0, 0])
    }

    @Test("segments that do not match the tokens are an error") func mismatch() {
        #expect(throws: TorchError.self) {
            try TokenBatch.tensor(ids: [[1, 2]], segments: [[0]])
        }
    }
}
