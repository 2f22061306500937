import Testing

@testable import Distillery

@Suite("Epoch order")
struct EpochOrderTests {
    private func shuffled(_ seed: UInt64, _ epoch: Int) -> [Int] {
        EpochOrder(shuffling: 1000, seed: seed, epoch: epoch, batchSize: 10).indices
    }

    @Test("depends on seed and epoch alone")
    func function() {
        #expect(shuffled(1, 0) == shuffled(1, 0))
        #expect(shuffled(1, 0) != shuffled(2, 0))
        #expect(shuffled(1, 0) != shuffled(1, 1))
    }

    @Test("visits every example once")
    func permutation() {
        #expect(shuffled(3, 4).sorted() == Array(0..<1000))
        #expect(shuffled(3, 4) != Array(0..<1000))
    }

    @Test("every place is as likely for every example")
    func uniform() {
        var counts = [Int](repeating: 0, count: 36)
        for epoch in 0..<6000 {
            let order = EpochOrder(shuffling: 6, seed: 9, epoch: epoch, batchSize: 1)
            for (place, index) in order.indices.enumerated() { counts[place * 6 + index] += 1 }
        }
        // The deviation of a count is 29; five of them are as good as never exceeded.
        #expect(counts.allSatisfy { abs($0 - 1000) < 145 })
    }

    @Test("cuts batches, with or without the last that is not full")
    func batches() {
        let order = EpochOrder(plain: 10, batchSize: 4)
        #expect(order.batchCount == 3)
        #expect(Array(order.batch(0)) == [0, 1, 2, 3])
        #expect(Array(order.batch(2)) == [8, 9])
        #expect(EpochOrder(plain: 10, batchSize: 4, dropLast: true).batchCount == 2)
        #expect(EpochOrder(plain: 0, batchSize: 4).batchCount == 0)
    }
}
