import Testing
import Torch

@testable import Distillery

@Suite("Negatives of contrastive distillation") struct NegativeSamplerTests {
    private let labels = [1, 2, 0, 2, 1, 0, 0, 0, 1, 2, 2, 1]

    private func rows(
        _ sampler: NegativeSampler, _ places: [Int], seed: UInt64 = 7
    ) throws -> [[Int]] {
        let drawn = try sampler.draw(for: places, RandomStream(seed))
        #expect(drawn.shape == [places.count, sampler.count])
        let flat = try drawn.elements(as: Int64.self).map(Int.init)
        return stride(from: 0, to: flat.count, by: sampler.count).map {
            Array(flat[$0..<$0 + sampler.count])
        }
    }

    @Test("are of other classes, each once, as long as there are enough")
    func otherClasses() throws {
        let sampler = NegativeSampler(8, ofOtherClassesThan: labels)
        let places = Array(labels.indices)
        for (place, row) in zip(places, try rows(sampler, places)) {
            #expect(row.allSatisfy { labels[$0] != labels[place] })
            #expect(Set(row).count == 8)
        }
    }

    @Test("are all others of other classes, in some order, where just as many are wanted")
    func all() throws {
        let sampler = NegativeSampler(8, ofOtherClassesThan: labels)
        for row in try rows(sampler, [2, 7]) {
            #expect(Set(row) == Set(labels.indices.filter { labels[$0] != 0 }))
        }
    }

    @Test("repeat themselves where there are fewer, as NumPy's choice with replacement")
    func replacement() throws {
        let sampler = NegativeSampler(500, ofOtherClassesThan: labels)
        let row = try rows(sampler, [3])[0]
        #expect(Set(row) == Set(labels.indices.filter { labels[$0] != 2 }))
    }

    @Test("may be any examples, themselves too, without labels")
    func random() throws {
        let row = try rows(NegativeSampler(500, of: 12), [3])[0]
        #expect(Set(row) == Set(0..<12))
    }

    /// Of 8 others 3 are drawn, each with probability 3/8: of 8000 draws 3000, with deviation 43.
    @Test("are each as likely")
    func uniform() throws {
        let sampler = NegativeSampler(3, ofOtherClassesThan: labels)
        var counts = [Int](repeating: 0, count: labels.count)
        for row in try rows(sampler, [Int](repeating: 0, count: 8000)) {
            for place in row { counts[place] += 1 }
        }
        for (place, count) in counts.enumerated() {
            let expected = labels[place] == 1 ? 0 : 3000
            #expect(abs(count - expected) < 5 * 43 * min(expected, 1) + 1, "\(place): \(count)")
        }
    }

    @Test("are the same for the same stream, and others for another")
    func reproducible() throws {
        let sampler = NegativeSampler(4, ofOtherClassesThan: labels)
        let places = [0, 5, 9, 3, 3]
        #expect(try rows(sampler, places) == rows(sampler, places))
        #expect(try rows(sampler, places) != rows(sampler, places, seed: 8))
        #expect(try sampler(for: places).shape == [5, 4])
    }
}
