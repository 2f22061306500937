import Testing
import Torch

@Suite struct RandomGeneratorTests {
    @Test("a saved state continues dropout to the bit") func continues() throws {
        let ones = try Tensor.ones([64])
        let dropout = Dropout(0.5)
        let generator = RandomGenerator()
        // Other tests draw from the same generator; a draw that one of them cut into is made again.
        var isEqual = false
        for _ in 0..<100 where !isEqual {
            let state = try generator.state()
            let first = try [dropout(ones), dropout(ones)]
            try generator.restore(state)
            let second = try [dropout(ones), dropout(ones)]
            isEqual = try zip(first, second).allSatisfy { try $0.isIdentical(to: $1) }
        }
        #expect(isEqual)
    }

    @Test("draws what torch.rand draws after torch.manual_seed(7)") func seeds() throws {
        let expected = try Tensor([0.5349, 0.1988, 0.6592] as [Float])
        let difference = try differenceAfterSeeding(7, from: [expected]) { [try .random([3])] }
        #expect(difference < 5e-5)
    }

    @Test("a state of another size is refused") func refuses() throws {
        let short = try Tensor.zeros([3], scalarType: .uint8)
        #expect(throws: TorchError.self) { try RandomGenerator().restore(short) }
    }
}
