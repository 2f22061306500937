import Testing
import Torch

@testable import Distillery

@Suite("Hidden words")
struct WordMaskingTests {
    private let data = DataPlan(
        dataset: "synthetic-addresses", tokens: TokenPlan(vocabulary: 400, maxLength: 64),
        addresses: .init(count: 200), task: .maskedWords)

    @Test("are 15 % of the tokens: 80 % of them masked, 10 % others, 10 % as they were")
    func shares() throws {
        let form = try #require(TrainingData(data, device: .cpu).form as? TextForm)
        let special = form.tokenizer.specialTokens
        let mask = try #require(special.mask)
        let original = (0..<40).map { Int32($0 + 100) }
        let framed =
            [Int32(try #require(special.classification))] + original
            + [Int32(try #require(special.separator))]
        var (hidden, masked, same) = (0, 0, 0)
        for seed in 0..<500 {
            var ids = framed
            var random = RandomStream(UInt64(seed))
            for (place, id) in WordMasking().hide(&ids, in: form.tokenizer, &random) {
                #expect(place > 0 && place < 41 && id == framed[place])
                hidden += 1
                masked += ids[place] == Int32(mask) ? 1 : 0
                same += ids[place] == id ? 1 : 0
            }
            #expect(ids.first == framed.first && ids.last == framed.last)
        }
        // 20,000 tokens: five deviations of a binomial count around what BERT's paper says.
        #expect(abs(hidden - 3000) < 253)
        #expect(abs(masked - hidden * 8 / 10) < 110)
        #expect(abs(same - hidden / 10) < 83)
    }

    @Test("are others in every epoch of a training, and always the same when measured")
    func draws() throws {
        let data = try TrainingData(data, device: .cpu)
        #expect(!data.viewsRepeat && data.labelledCount == data.train.count)
        func places(_ source: any BatchSource) throws -> [Int64] {
            try #require(try source.next()?.targets.places).elements()
        }
        func training(_ epoch: Int) throws -> [Int64] {
            let order = EpochOrder(plain: data.train.count, batchSize: 16)
            return try places(
                data.form.batches(
                    BatchRequest(
                        dataset: data.train, asTraining: true, order: order, seed: 1, epoch: epoch
                    ), device: .cpu))
        }
        #expect(try training(0) == training(0))
        #expect(try training(0) != training(1))
        #expect(
            try places(data.plainBatches(of: data.validation))
                == places(data.plainBatches(of: data.validation)))
    }
}
