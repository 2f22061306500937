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

    @Test("puts examples of similar size in one batch, those of one window, and loses none")
    func grouping() {
        // Sizes 0…999 in an order of chance: sorted windows of 100 have batches of neighbours.
        let sizes = EpochOrder(shuffling: 1000, seed: 8, epoch: 0, batchSize: 1).indices
        let mixed = EpochOrder(shuffling: 1000, seed: 1, epoch: 0, batchSize: 10)
        let order = mixed.grouped(by: sizes, window: 10, dealing: RandomStream(1))
        #expect(order.indices.sorted() == Array(0..<1000))
        // A window's ten batches hold its largest ten, the next ten…: each batch is found whole in one.
        let windows = stride(from: 0, to: 1000, by: 100).map { start in
            mixed.indices[start..<start + 100].sorted { sizes[$0] > sizes[$1] }
        }
        let wanted = Set(
            windows.flatMap { window in
                stride(from: 0, to: 100, by: 10).map { Array(window[$0..<$0 + 10]) }
            })
        #expect(Set((0..<100).map { Array(order.batch($0)) }) == wanted)
        let spread = { (order: EpochOrder) in
            (0..<100).reduce(0) { sum, number in
                let own = order.batch(number).map { sizes[$0] }
                return sum + own.max()! - own.min()!
            }
        }
        #expect(spread(order) * 5 < spread(mixed))
        // Batches are dealt out: no window's go from large to small.
        let first = (0..<10).map { sizes[order.batch($0).first!] }
        #expect(first != first.sorted(by: >))
        #expect(
            order.indices == mixed.grouped(by: sizes, window: 10, dealing: RandomStream(1)).indices)
    }

    @Test("leaves out by chance, not by size, and keeps what does not fill a batch for the end")
    func groupingTheRest() {
        let sizes = [9, 1, 8, 2, 7, 3, 6]
        let all = EpochOrder(plain: 7, batchSize: 2)
        #expect(all.grouped(by: sizes, window: 4).indices == [0, 2, 4, 6, 5, 3, 1])
        #expect(all.grouped(by: sizes, window: 1).indices == [0, 1, 2, 3, 4, 5, 6])
        let dropping = EpochOrder(plain: 7, batchSize: 2, dropLast: true)
        #expect(dropping.grouped(by: sizes, window: 9).indices == [0, 2, 4, 5, 3, 1])
        for seed in 0..<20 as Range<UInt64> {
            let dealt = all.grouped(by: sizes, window: 4, dealing: RandomStream(seed))
            #expect(Array(dealt.batch(3)) == [1])
        }
    }
}
