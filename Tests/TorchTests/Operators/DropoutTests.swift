import Testing

@testable import Torch

@Suite("Dropout on a CPU") struct DropoutTests {
    private func drawn(_ probability: Double, _ shape: [Int], seed: UInt64) throws -> Tensor {
        try RandomGenerator.seed(seed)
        return try Tensor.ones(shape).dropout(probability: probability, isTraining: true)
    }

    @Test("zeroes the share that it is told to, everywhere alike", arguments: [0.1, 0.25, 0.5])
    func share(_ probability: Double) throws {
        let noise = try drawn(probability, [4, 25_003], seed: 3)
        let values = try noise.elements(as: Float.self)
        #expect(Set(values) == [0, Float(1 / (1 - probability))])
        // Four standard deviations of a binomial count, for the whole and for each place within a word.
        func expectShare(of values: [Float]) {
            let zeros = Double(values.count { $0 == 0 })
            let count = Double(values.count)
            let deviation = (count * probability * (1 - probability)).squareRoot()
            #expect(abs(zeros - count * probability) < 4 * deviation)
        }
        expectShare(of: values)
        for place in 0..<4 {
            expectShare(of: stride(from: place, to: values.count, by: 4).map { values[$0] })
        }
        // Neighbours are zeroed independently of one another.
        let pairs = zip(values, values.dropFirst()).count { $0 == 0 && $1 == 0 }
        let expected = Double(values.count) * probability * probability
        #expect(abs(Double(pairs) - expected) < 6 * expected.squareRoot())
    }

    @Test("draws the same from the same seed, and other numbers the next time")
    func seed() throws {
        let first = try drawn(0.3, [50, 7], seed: 5)
        let again = try drawn(0.3, [50, 7], seed: 5)
        let next = try Tensor.ones([50, 7]).dropout(probability: 0.3, isTraining: true)
        let (firstValues, nextValues) = (
            try first.elements(as: Float.self), try next.elements(as: Float.self)
        )
        #expect(try again.elements(as: Float.self) == firstValues)
        #expect(nextValues != firstValues)
    }

    @Test("lets through the gradient of what it keeps, in every element type")
    func gradient() throws {
        for type in [ScalarType.float32, .float64, .bfloat16] {
            let x = try Tensor.ones([6, 5], scalarType: type)
            try x.requireGradient()
            let y = try x.dropout(probability: 0.4, isTraining: true)
            #expect(y.scalarType == type)
            try y.sum().backward()
            let gradient = try #require(x.gradient).to(.float32).elements(as: Float.self)
            #expect(try y.to(.float32).elements(as: Float.self) == gradient)
        }
    }

    @Test("does nothing at 0, leaves nothing at 1, and takes an empty tensor")
    func bounds() throws {
        let x = try Tensor.ones([3])
        #expect(
            try x.dropout(probability: 0, isTraining: true).elements(as: Float.self) == [1, 1, 1])
        #expect(
            try x.dropout(probability: 1, isTraining: true).elements(as: Float.self) == [0, 0, 0])
        let empty = try Tensor.ones([0, 4]).dropout(probability: 0.1, isTraining: true)
        #expect(empty.shape == [0, 4])
    }

    @Test("of attention weights is that of the formula, with padding masked")
    func attention() throws {
        try RandomGenerator.seed(1)
        let shape = [2, 3, 5, 4]
        let (q, k) = (try Tensor.randomNormal(shape), try Tensor.randomNormal(shape))
        let v = try Tensor.randomNormal(shape)
        let mask = try Tensor([0, 0, 0, 0, -Float.infinity], shape: [1, 1, 1, 5])
        try RandomGenerator.seed(9)
        let found = try q.attention(keys: k, values: v, mask: mask, dropout: 0.3)
        try RandomGenerator.seed(9)
        let weights = try ((q.matrixProduct(with: k.transposed(2, 3))) * 0.5 + mask)
            .softmax(dimension: -1)
        let expected = try weights.dropout(probability: 0.3, isTraining: true)
            .matrixProduct(with: v)
        let difference = try (found - expected).absoluteValue().maximum().item()
        #expect(difference < 1e-6)
        // Without dropout it is the engine's fused operator, which gives the same weights.
        let fused = try q.attention(keys: k, values: v, mask: mask)
        let distance = try (fused - weights.matrixProduct(with: v)).absoluteValue().maximum()
        #expect(try distance.item() < 1e-6)
    }
}
